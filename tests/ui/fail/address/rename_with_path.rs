use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(rename = "address.city")]
    town: String,
}

fn main() {}
