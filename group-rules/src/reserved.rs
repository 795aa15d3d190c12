//! The names that RudderStack's specification of the group call reserves.

/// The traits of a group, in the order of the specification.
pub const TRAITS: [&str; 12] = [
    "id",
    "name",
    "email",
    "phone",
    ADDRESS,
    "industry",
    "createdAt",
    "description",
    "employees",
    "plan",
    "website",
    "avatar",
];

/// The only trait that is an object.
pub const ADDRESS: &str = "address";

/// The members of an address, each of them a string.
pub const SUBFIELDS: [&str; 5] = ["city", "country", "postalCode", "state", "street"];

/// The warehouse columns of an address.
pub const ADDRESS_COLUMNS: [&str; 5] = [
    "address_city",
    "address_country",
    "address_postal_code",
    "address_state",
    "address_street",
];

/// Whether a trait or a subfield has this name.
pub fn is_reserved(name: &str) -> bool {
    TRAITS.contains(&name) || SUBFIELDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{ADDRESS_COLUMNS, SUBFIELDS};
    use crate::column::snake_case;

    #[test]
    fn the_columns_of_an_address_are_its_paths_in_snake_case() {
        let columns = SUBFIELDS.map(|subfield| format!("address_{}", snake_case(subfield)));
        assert_eq!(columns, ADDRESS_COLUMNS);
    }
}
