use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename_all = "camelCase")]
    name: String,
}

fn main() {}
