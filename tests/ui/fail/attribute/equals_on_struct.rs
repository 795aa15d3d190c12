use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group = "company"]
struct Company {
    name: String,
}

fn main() {}
