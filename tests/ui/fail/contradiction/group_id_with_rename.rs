use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(group_id, rename = "tenant")]
    tenant_id: u64,
}

fn main() {}
