use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    city: u8,
}

fn main() {}
