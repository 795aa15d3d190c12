use group_core::{AddressTraits, GroupTraits};

#[derive(GroupTraits)]
struct Company {
    #[group(also)]
    a: u32,
    #[group(also = size)]
    b: u32,
    #[group(also = ["size", "seats"])]
    c: u32,
}

#[derive(AddressTraits)]
struct Office {
    #[group(also = "street")]
    city: String,
}

fn main() {}
