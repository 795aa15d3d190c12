use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip_if = is_none)]
    name: Option<String>,
}

fn main() {}
