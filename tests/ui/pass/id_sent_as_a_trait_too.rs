use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(group_id, rename = "id")]
    tenant: u64,
}

#[derive(GroupTraits)]
struct Account {
    #[group(group_id)]
    user_id: u64,
    #[group(skip)]
    id: f64,
}

fn main() {}
