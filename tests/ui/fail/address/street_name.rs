use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    street_name: String,
}

fn main() {}
