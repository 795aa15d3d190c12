use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    name: String,
    #[group(flatten)]
    parent: Option<Box<Company>>,
}

fn main() {}
