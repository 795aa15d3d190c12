use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(map = str::len)]
    city: String,
}

fn main() {}
