use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    region: String,
}

fn main() {}
