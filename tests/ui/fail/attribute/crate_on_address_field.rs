use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(crate = "group_core")]
    city: String,
}

fn main() {}
