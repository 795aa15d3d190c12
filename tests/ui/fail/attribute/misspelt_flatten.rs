use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(flaten)]
    usage: (),
}

fn main() {}
