use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    zip: String,
}

fn main() {}
