use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(skip)]
struct Company {
    name: String,
}

fn main() {}
