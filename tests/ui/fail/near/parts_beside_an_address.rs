use group_core::{Address, GroupTraits};

#[derive(GroupTraits)]
struct Company {
    address: Address,
    city: String,
    country_code: String,
}

fn main() {}
