use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group]
    name: String,
}

fn main() {}
