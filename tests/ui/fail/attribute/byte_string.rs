use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = b"title")]
    title: String,
}

fn main() {}
