use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip_serializing)]
    lock: u8,
}

fn main() {}
