use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

fn main() {}
