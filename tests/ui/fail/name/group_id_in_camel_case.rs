use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "groupId")]
    key: u64,
}

fn main() {}
