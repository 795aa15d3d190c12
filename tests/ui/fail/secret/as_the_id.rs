use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = "camelCase")]
struct Account {
    #[group(group_id)]
    api_key: String,
}

fn main() {}
