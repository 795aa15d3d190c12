use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(group_id, as = "text")]
    tenant: String,
}

fn main() {}
