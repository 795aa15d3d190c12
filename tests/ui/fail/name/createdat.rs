use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    createdat: String,
}

fn main() {}
