use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(group_id, skip_if = String::is_empty, as = "id")]
    tenant: String,
}

fn main() {}
