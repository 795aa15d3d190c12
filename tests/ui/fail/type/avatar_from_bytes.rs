use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    avatar: Vec<u8>,
}

fn main() {}
