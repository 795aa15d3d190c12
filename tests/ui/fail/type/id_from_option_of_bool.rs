use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    id: Option<bool>,
}

fn main() {}
