use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(as = text)]
    tier: String,
}

fn main() {}
