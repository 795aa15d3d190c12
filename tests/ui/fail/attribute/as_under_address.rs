use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(as = "text")]
    city: String,
}

fn main() {}
