use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    street: String,
    street2: String,
}

fn main() {}
