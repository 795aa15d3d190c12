use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    citty: String,
}

fn main() {}
