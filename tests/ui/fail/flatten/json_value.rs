use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(flatten)]
    extra: serde_json::Value,
}

fn main() {}
