use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Usage {
    seats: u32,
}
#[derive(GroupTraits)]
struct Company {
    seats: u32,
    #[group(flatten)]
    usage: Usage,
}

fn main() {}
