use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.postal_code")]
    post: String,
}

fn main() {}
