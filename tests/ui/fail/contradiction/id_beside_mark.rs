use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(group_id)]
    tenant: u64,
    #[group(rename = "id")]
    key: u64,
}

fn main() {}
