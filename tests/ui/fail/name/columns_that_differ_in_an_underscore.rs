use group_core::{Address, GroupTraits};

#[derive(GroupTraits)]
struct Company {
    order: u8,
    _order: u8,
    __order: u8,
    _plan: u8,
    plan: String,
    _address_city: String,
    address: Address,
    _tier: u8,
    tier: u8,
}

fn main() {}
