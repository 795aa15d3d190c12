use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    _id: String,
}

fn main() {}
