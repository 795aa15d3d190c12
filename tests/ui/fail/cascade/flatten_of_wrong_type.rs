use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Usage {
    name: u32,
}

#[derive(GroupTraits)]
struct Company {
    #[group(flatten)]
    usage: Usage,
}

fn main() {}
