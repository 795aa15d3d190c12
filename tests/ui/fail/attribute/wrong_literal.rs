use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = 7)]
    title: String,
}

fn main() {}
