use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = "camelCase")]
#[group(rename_all = "snake_case")]
struct Company {
    name: String,
}

fn main() {}
