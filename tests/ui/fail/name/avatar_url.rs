use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    avatar_url: String,
}

fn main() {}
