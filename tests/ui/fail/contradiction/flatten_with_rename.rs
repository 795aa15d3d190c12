use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(flatten, rename = "seats")]
    usage: (),
}

fn main() {}
