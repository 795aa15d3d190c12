use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(group_id)]
    city: String,
}

fn main() {}
