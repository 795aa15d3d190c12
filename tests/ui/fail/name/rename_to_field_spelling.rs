use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "created_at")]
    since: std::time::SystemTime,
}

fn main() {}
