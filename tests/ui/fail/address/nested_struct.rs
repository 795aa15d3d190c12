use group_core::AddressTraits;

#[derive(AddressTraits)]
struct City {
    city: String,
}

#[derive(AddressTraits)]
struct Office {
    city: City,
}

fn main() {}
