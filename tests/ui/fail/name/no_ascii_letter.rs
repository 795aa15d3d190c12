use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "会社")]
    company: String,
}

fn main() {}
