use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "name", rename = "email")]
    title: String,
}

fn main() {}
