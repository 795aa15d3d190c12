use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    postal_code: u32,
}

fn main() {}
