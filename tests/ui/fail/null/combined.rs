use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Usage {
    seats: u32,
}

#[derive(GroupTraits)]
struct Company {
    #[group(null = "send")]
    id: Option<u64>,
    #[group(skip, null = "send")]
    a: Option<u32>,
    #[group(flatten, null = "send")]
    b: Option<Usage>,
}

#[derive(GroupTraits)]
struct Account {
    #[group(group_id, null = "send")]
    number: Option<u64>,
}

fn main() {}
