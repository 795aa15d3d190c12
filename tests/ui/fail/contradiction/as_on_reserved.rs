use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(as = "text")]
    name: String,
}

fn main() {}
