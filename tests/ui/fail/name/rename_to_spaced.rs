use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "web site")]
    homepage: String,
}

fn main() {}
