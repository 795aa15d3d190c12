use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    original_timestamp: String,
}

fn main() {}
