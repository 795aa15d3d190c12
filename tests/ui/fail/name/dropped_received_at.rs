use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    received_at: String,
}

fn main() {}
