use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(colour = "red")]
    name: String,
}

fn main() {}
