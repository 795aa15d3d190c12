use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    _timestamp: String,
}

fn main() {}
