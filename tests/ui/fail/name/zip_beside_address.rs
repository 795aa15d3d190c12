use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    address: group_core::Address,
    zip: String,
}

fn main() {}
