use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    street: Option<Vec<String>>,
}

fn main() {}
