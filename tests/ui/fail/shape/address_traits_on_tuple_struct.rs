use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office(String);

fn main() {}
