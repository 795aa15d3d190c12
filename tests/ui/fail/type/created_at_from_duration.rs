use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "createdAt")]
    age: std::time::Duration,
}

fn main() {}
