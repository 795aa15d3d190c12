use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(custom; skip)]
    title: String,
}

fn main() {}
