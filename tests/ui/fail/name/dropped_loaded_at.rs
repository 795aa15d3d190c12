use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    loaded_at: String,
}

fn main() {}
