use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename)]
    title: String,
}

fn main() {}
