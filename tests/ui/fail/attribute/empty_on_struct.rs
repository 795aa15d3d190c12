use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group()]
struct Company {
    name: String,
}

fn main() {}
