use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    created_at: String,
}

fn main() {}
