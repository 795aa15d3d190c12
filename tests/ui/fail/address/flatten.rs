use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(flatten)]
    rest: group_core::Address,
}

fn main() {}
