use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(rename = "")]
    town: String,
}

fn main() {}
