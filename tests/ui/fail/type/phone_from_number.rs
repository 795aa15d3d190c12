use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    phone: u64,
}

fn main() {}
