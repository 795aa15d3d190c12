use group_core::AddressTraits;

#[derive(AddressTraits)]
#[group(group_type = "office")]
struct Office {
    city: String,
}

fn main() {}
