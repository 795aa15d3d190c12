use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = no_such)]
    name: u32,
}

fn main() {}
