use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    pin_code: String,
}

fn main() {}
