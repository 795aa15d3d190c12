use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(as = "text")]
    id: String,
}

fn main() {}
