use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(group_type = "company")]
struct Tracked {
    #[group(group_id)]
    key: u64,
    #[group(base)]
    inner: Company,
}

#[derive(GroupTraits)]
struct Followed {
    #[group(base)]
    inner: Company,
    id: u64,
}

#[derive(GroupTraits)]
struct Company {
    id: u64,
    seats: u8,
}

fn main() {}
