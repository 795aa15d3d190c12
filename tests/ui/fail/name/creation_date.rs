use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    creation_date: String,
}

fn main() {}
