use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = |name| name)]
    name: String,
}

fn main() {}
