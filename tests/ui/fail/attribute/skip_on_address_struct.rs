use group_core::AddressTraits;

#[derive(AddressTraits)]
#[group(skip)]
struct Office {
    city: String,
}

fn main() {}
