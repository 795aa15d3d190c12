use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(crate = "group core")]
struct Company {
    name: String,
}

fn main() {}
