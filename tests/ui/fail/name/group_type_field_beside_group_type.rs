use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(group_type = "company")]
struct Company {
    group_type: String,
}

fn main() {}
