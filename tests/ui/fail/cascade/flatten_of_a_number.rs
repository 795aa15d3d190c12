use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    name: String,
    #[group(flatten)]
    usage: u32,
}

fn main() {}
