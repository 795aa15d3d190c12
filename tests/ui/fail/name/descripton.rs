use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    descripton: String,
}

fn main() {}
