use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(skip_if = no_such)]
    city: String,
}

fn main() {}
