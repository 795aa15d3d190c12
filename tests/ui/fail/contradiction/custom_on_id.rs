use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(custom)]
    id: String,
}

fn main() {}
