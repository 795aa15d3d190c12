use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    description: Vec<String>,
}

fn main() {}
