use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Usage {
    seats: u32,
}

#[derive(GroupTraits)]
struct Company {
    #[group(skip, also = "size")]
    a: u32,
    #[group(flatten, also = "usage")]
    b: Usage,
}

fn main() {}
