use group_core::{AddressTraits, GroupTraits};

struct Office;
#[derive(AddressTraits)]
struct Plant {
    city: String,
}
#[derive(GroupTraits)]
struct Company {
    address: Office,
}

fn main() {}
