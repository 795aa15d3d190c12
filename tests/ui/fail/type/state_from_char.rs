use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    state: char,
}

fn main() {}
