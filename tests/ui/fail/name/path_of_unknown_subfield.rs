use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.zip")]
    post: String,
}

fn main() {}
