use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(group_type = "  ")]
struct Company {
    name: String,
}

fn main() {}
