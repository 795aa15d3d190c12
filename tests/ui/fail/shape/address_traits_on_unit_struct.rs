use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office;

fn main() {}
