use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(rename = "postalcode")]
    zip: String,
}

fn main() {}
