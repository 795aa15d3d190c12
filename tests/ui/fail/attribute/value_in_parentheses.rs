use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename("name"))]
    title: String,
}

fn main() {}
