use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = "a b")]
    name: String,
}

fn main() {}
