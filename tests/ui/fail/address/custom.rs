use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(custom)]
    floor: u8,
}

fn main() {}
