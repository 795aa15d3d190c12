use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    anonymous_id: String,
}

fn main() {}
