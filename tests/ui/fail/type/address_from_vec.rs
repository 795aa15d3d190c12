use group_core::GroupTraits;

use group_core::Address;

#[derive(GroupTraits)]
struct Company {
    address: Vec<Address>,
}

fn main() {}
