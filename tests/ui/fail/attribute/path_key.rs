use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(serde::rename = "name")]
    title: String,
}

fn main() {}
