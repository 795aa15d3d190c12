use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    address: String,
}

fn main() {}
