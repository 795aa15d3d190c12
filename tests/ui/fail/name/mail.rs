use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    mail: String,
}

fn main() {}
