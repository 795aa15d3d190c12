use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group = "name"]
    title: String,
}

fn main() {}
