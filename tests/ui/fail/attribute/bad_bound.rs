use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(bound = "T TextTrait")]
struct Company<T> {
    name: T,
}

fn main() {}
