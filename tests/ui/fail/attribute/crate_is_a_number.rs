use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(crate = 1)]
struct Company {
    name: String,
}

fn main() {}
