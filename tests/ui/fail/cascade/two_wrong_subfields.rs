use group_core::GroupTraits;

#[derive(group_core::AddressTraits)]
struct Office {
    zip: u32,
    city: u32,
}
#[derive(GroupTraits)]
struct Company {
    address: Office,
    name: u8,
}

fn main() {}
