use group_core::{AddressTraits, GroupTraits};

#[derive(GroupTraits)]
struct Company {}

#[derive(AddressTraits)]
struct Office {}

fn main() {}
