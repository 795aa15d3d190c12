use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    timestamp: String,
}

fn main() {}
