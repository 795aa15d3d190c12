use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(flatten, as = "text")]
    usage: (),
}

fn main() {}
