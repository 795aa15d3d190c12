use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = "camelCase")]
struct Company {
    user_id: String,
}

fn main() {}
