use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company(String);

fn main() {}
