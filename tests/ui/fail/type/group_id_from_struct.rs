use group_core::GroupTraits;

#[derive(Clone)]
struct Tenant(u64);

#[derive(GroupTraits)]
struct Company {
    #[group(group_id)]
    tenant: Tenant,
}

fn main() {}
