use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    created_at: Option<chrono::NaiveDateTime>,
}

fn main() {}
