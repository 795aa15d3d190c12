use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "...")]
    rest: String,
}

fn main() {}
