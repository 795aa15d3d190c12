use group_core::{GroupTraits, HasGroupId};

#[derive(GroupTraits)]
struct Company {
    name: String,
}

impl HasGroupId for Company {}

fn main() {}
