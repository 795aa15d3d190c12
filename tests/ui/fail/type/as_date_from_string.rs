use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(as = "date")]
    renewal: String,
}

fn main() {}
