use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip)]
    #[group(skip)]
    lock: u8,
}

fn main() {}
