use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    id: u64,
    #[group(rename = "id")]
    key: u64,
}

fn main() {}
