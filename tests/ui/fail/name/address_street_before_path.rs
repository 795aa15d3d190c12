use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    address_street: String,
    #[group(rename = "address.city")]
    town: String,
}

fn main() {}
