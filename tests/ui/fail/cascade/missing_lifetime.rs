use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    name: &str,
}

fn main() {}
