use group_core::{Address, GroupTraits};

#[derive(GroupTraits)]
struct Place {
    #[group(rename = "address.city")]
    city: String,
    seats: u8,
    #[group(rename = "address.state")]
    state: String,
}

#[derive(GroupTraits)]
struct Company {
    address: Address,
    seats: u8,
    #[group(flatten)]
    place: Place,
}

fn main() {}
