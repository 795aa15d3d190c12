use group_core::GroupTraits;

#[derive(GroupTraits, GroupTraits)]
struct Company {
    name: u32,
}

fn main() {}
