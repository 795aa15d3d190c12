use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(custom rename = "seats")]
    title: String,
}

fn main() {}
