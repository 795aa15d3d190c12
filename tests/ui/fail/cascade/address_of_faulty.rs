use group_core::GroupTraits;

#[derive(group_core::AddressTraits)]
struct Office {
    zip: String,
}

#[derive(GroupTraits)]
struct Company {
    address: Office,
}

fn main() {}
