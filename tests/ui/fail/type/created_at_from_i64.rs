use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    created_at: i64,
}

fn main() {}
