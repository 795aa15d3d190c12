use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip_if)]
    name: String,
}

fn main() {}
