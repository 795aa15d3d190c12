use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(flatten)]
    extra: std::collections::HashMap<String, String>,
}

fn main() {}
