use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_al = "camelCase")]
struct Company {
    name: String,
}

fn main() {}
