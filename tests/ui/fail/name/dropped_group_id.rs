use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    group_id: String,
}

fn main() {}
