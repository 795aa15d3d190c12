use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    address: group_core::Address,
    address_city: String,
}

fn main() {}
