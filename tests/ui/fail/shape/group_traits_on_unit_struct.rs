use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company;

fn main() {}
