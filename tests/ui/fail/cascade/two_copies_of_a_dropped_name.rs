use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    user_id: u64,
    #[group(rename = "user_id")]
    owner: u64,
}

fn main() {}
