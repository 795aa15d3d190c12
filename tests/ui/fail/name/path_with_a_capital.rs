use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "Address.postalCode")]
    post: String,
}

fn main() {}
