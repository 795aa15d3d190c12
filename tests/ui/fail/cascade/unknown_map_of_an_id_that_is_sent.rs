use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(group_id, rename = "id", map = no_such)]
    tenant: u64,
}

fn main() {}
