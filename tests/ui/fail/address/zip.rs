use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    city: String,
    zip: String,
}

fn main() {}
