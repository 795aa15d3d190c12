use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Usage {
    name: String,
}
#[derive(GroupTraits)]
struct Company {
    #[group(flatten)]
    usage: Option<Usage>,
    name: String,
}

fn main() {}
