use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(flatten, group_id)]
    usage: (),
}

fn main() {}
