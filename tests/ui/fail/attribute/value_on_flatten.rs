use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(flatten = "usage")]
    usage: (),
}

fn main() {}
