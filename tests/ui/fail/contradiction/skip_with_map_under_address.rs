use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(skip, map = str::len)]
    city: String,
}

fn main() {}
