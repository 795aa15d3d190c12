use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map)]
    name: u8,
}

fn main() {}
