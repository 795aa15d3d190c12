use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    user_id: String,
}

fn main() {}
