use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Tracked {
    #[group(base)]
    inner: Option<Box<Tracked>>,
}

fn main() {}
