use group_core::{AddressTraits, GroupTraits};

#[derive(AddressTraits)]
struct Office {
    #[allow(non_snake_case)]
    #[group(rename = "postalCode")]
    plz: String,
}

#[derive(GroupTraits)]
struct Company {
    address: Office,
    #[group(custom, group_id)]
    tenant: String,
}

#[derive(GroupTraits)]
struct Named {
    #[group(group_id)]
    name: String,
}

#[derive(GroupTraits)]
struct Unsized {
    id: u64,
    name: str,
}

fn main() {}
