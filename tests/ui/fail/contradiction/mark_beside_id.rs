use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    id: u64,
    #[group(group_id)]
    tenant: u64,
}

fn main() {}
