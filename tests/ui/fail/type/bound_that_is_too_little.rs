use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(bound = "T: Clone")]
struct Company<T> {
    name: T,
}

fn main() {}
