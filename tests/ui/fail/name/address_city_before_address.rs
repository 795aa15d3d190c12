use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    address_city: String,
    address: group_core::Address,
}

fn main() {}
