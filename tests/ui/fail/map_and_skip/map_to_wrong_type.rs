use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = Vec::len)]
    name: Vec<u8>,
}

fn main() {}
