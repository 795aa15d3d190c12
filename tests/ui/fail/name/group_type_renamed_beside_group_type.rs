use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(group_type = "company")]
struct Company {
    #[group(rename = "groupType")]
    kind: String,
}

fn main() {}
