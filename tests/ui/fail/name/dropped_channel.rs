use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    channel: String,
}

fn main() {}
