use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    adress: String,
}

fn main() {}
