use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    address: group_core::Address,
    #[group(rename = "address.city")]
    town: String,
}

fn main() {}
