use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(group_id)]
    tenant: u64,
    #[group(group_id)]
    account: u64,
    id: u64,
}

fn main() {}
