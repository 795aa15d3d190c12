use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(flatten, custom)]
    usage: (),
}

fn main() {}
