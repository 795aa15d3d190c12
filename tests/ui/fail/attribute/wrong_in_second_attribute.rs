use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(custom)]
    #[group]
    tier: String,
}

fn main() {}
