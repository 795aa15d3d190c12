use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(custom)]
    name: String,
}

fn main() {}
