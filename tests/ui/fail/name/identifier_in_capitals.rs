use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "ID")]
    key: u64,
}

fn main() {}
