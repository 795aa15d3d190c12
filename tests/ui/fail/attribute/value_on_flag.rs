use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip = true)]
    title: String,
}

fn main() {}
