use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group]
    city: String,
}

fn main() {}
