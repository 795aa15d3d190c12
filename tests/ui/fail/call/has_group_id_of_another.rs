use group_core::{GroupTraits, HasGroupId};

#[derive(GroupTraits)]
struct Known {
    id: u64,
}

#[derive(GroupTraits)]
struct Company {
    name: String,
}

impl HasGroupId for Company {
    type __Derived = <Known as HasGroupId>::__Derived;
}

fn main() {}
