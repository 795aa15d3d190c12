use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "context.ip")]
    host: String,
}

fn main() {}
