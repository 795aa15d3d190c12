use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = " \t")]
    title: String,
}

fn main() {}
