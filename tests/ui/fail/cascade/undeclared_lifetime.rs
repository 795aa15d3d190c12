use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    name: &'a str,
}

fn main() {}
