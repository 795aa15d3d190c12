use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Kind {
    #[group(rename = "groupType")]
    kind: String,
}
#[derive(GroupTraits)]
#[group(group_type = "company")]
struct Company {
    #[group(flatten)]
    kind: Kind,
}

fn main() {}
