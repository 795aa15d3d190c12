use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip, flatten)]
    usage: (),
}

fn main() {}
