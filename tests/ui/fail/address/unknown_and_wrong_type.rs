use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    planet: String,
    city: u8,
}

fn main() {}
