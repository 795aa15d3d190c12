use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Tracked<T, U> {
    #[group(base)]
    one: T,
    #[group(base)]
    two: U,
}

fn main() {}
