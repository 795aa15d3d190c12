use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Inner {
    seats: u32,
}
#[derive(GroupTraits)]
struct Outer {
    #[group(flatten)]
    inner: Inner,
}
#[derive(GroupTraits)]
struct Company {
    seats: u32,
    #[group(flatten)]
    outer: Outer,
}

fn main() {}
