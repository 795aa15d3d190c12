use group_core::{AddressTraits, GroupTraits};

#[derive(GroupTraits)]
struct Company {
    #[group(employees)]
    headcount: u32,
    #[group(created_at)]
    since: u32,
    #[group(id)]
    key: u32,
    #[group(name = "company")]
    title: String,
    #[group(email = "x")]
    contact: String,
}

#[derive(AddressTraits)]
struct Office {
    #[group(postal_code)]
    city: String,
}

fn main() {}
