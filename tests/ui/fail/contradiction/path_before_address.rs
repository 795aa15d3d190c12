use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.city")]
    town: String,
    address: group_core::Address,
}

fn main() {}
