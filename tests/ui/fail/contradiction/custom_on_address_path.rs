use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.city", custom)]
    town: String,
}

fn main() {}
