use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    sent_at: String,
}

fn main() {}
