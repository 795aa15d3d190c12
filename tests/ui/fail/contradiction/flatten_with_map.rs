use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(flatten, map = str::len)]
    usage: (),
}

fn main() {}
