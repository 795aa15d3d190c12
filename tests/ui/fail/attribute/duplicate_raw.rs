use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "a", r#rename = "b")]
    title: String,
}

fn main() {}
