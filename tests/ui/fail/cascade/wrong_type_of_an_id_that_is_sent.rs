use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(group_id, rename = "id")]
    tenant: f64,
}

fn main() {}
