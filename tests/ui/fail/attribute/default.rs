use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(default)]
    name: String,
}

fn main() {}
