use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    floor: u8,
}

fn main() {}
