use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    created_at: std::time::SystemTime,
    #[group(rename = "created_at", custom)]
    since: String,
}

fn main() {}
