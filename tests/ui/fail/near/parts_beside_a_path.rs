use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.street")]
    address_line1: String,
    city: String,
    state: String,
    region: String,
    street: String,
    country: String,
    country_code: String,
    #[group(rename = "address.postalCode")]
    postal_code: String,
    #[group(custom)]
    town: String,
}

fn main() {}
