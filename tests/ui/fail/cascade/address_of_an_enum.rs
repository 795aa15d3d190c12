use group_core::GroupTraits;

#[derive(group_core::AddressTraits)]
enum Office {
    Berlin,
}

#[derive(GroupTraits)]
struct Company {
    address: Office,
}

fn main() {}
