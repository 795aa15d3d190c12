use group_core::{Address, GroupTraits};

#[derive(GroupTraits)]
struct Company {
    #[group(also = "hq", min = 1)]
    address: Address,
}

#[derive(GroupTraits)]
struct Customer {
    #[group(also = "address", display)]
    hq: Address,
}

#[derive(GroupTraits)]
struct Columns {
    #[group(also = "hq")]
    address: Address,
    hq_city: String,
    #[group(rename = "hq postalCode")]
    zip: String,
}

#[derive(GroupTraits)]
struct Type {
    #[group(also = "hq")]
    address: String,
}

fn main() {}
