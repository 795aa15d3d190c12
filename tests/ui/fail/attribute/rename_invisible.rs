use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "\u{200b}")]
    title: String,
}

fn main() {}
