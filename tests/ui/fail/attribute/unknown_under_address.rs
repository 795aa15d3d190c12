use group_core::AddressTraits;

#[derive(AddressTraits)]
#[group(rename_all = "camelCase")]
struct Office {
    city: String,
}

fn main() {}
