use group_core::AddressTraits;

enum Country {
    De,
}

#[derive(AddressTraits)]
struct Office {
    country: Country,
}

fn main() {}
