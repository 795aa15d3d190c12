use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Usage {
    seats: u32,
}
#[derive(GroupTraits)]
struct Company {
    #[group(flatten)]
    old: Usage,
    #[group(flatten)]
    new: Usage,
}

fn main() {}
