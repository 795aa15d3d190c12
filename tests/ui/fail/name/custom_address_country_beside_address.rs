use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    address: group_core::Address,
    #[group(custom)]
    address_country: String,
}

fn main() {}
