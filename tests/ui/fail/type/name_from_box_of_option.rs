use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    r#name: Box<Option<u32>>,
}

fn main() {}
