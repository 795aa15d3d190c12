use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = concat!("a", "b"))]
    title: String,
}

fn main() {}
