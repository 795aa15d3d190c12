use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Tracked {
    #[group(base)]
    inner: String,
}

fn main() {}
