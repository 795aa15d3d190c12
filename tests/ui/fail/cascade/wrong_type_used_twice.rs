use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    name: u32,
    email: u32,
}

fn main() {}
