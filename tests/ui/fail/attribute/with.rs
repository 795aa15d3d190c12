use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(with = path)]
    name: String,
}

fn main() {}
