use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Usage {
    seats: u32,
    projects: u32,
    admins: u32,
}
#[derive(GroupTraits)]
struct Company {
    seats: u32,
    projects: u32,
    admins: u32,
    #[group(flatten)]
    usage: Usage,
}

fn main() {}
