use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    city: String,
    #[group(rename = "city")]
    town: String,
}

fn main() {}
