use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = ["a", "b"])]
    title: String,
}

fn main() {}
