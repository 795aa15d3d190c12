use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(rename = "postal_code")]
    zip: String,
}

fn main() {}
