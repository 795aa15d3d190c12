use group_core::AddressTraits;

#[derive(AddressTraits)]
#[group]
struct Office {
    city: String,
}

fn main() {}
