use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip_if = Vec::is_empty)]
    name: Vec<u8>,
}

fn main() {}
