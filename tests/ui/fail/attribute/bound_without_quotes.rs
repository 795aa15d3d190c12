use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(bound = T)]
struct Company<T> {
    name: T,
}

fn main() {}
