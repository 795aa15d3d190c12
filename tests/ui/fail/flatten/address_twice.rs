use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Place {
    address: group_core::Address,
}
#[derive(GroupTraits)]
struct Company {
    address_city: String,
    #[group(flatten)]
    place: Place,
}

fn main() {}
