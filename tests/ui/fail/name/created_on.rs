use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    created_on: String,
}

fn main() {}
