use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = "camelCase")]
struct Company {
    __: String,
}

fn main() {}
