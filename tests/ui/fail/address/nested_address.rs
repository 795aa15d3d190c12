use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    address: group_core::Address,
}

fn main() {}
