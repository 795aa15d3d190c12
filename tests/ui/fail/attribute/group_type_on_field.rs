use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(group_type = "company")]
    name: String,
}

fn main() {}
