//! The names that RudderStack's specification of the group call reserves.

/// What a reserved trait is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Id,
    String,
    Count,
    Date,
    /// An object with the [`SUBFIELDS`].
    Address,
}

/// The traits of a group, in the order of the specification.
pub const TRAITS: [(&str, Kind); 12] = [
    ("id", Kind::Id),
    ("name", Kind::String),
    ("email", Kind::String),
    ("phone", Kind::String),
    (ADDRESS, Kind::Address),
    ("industry", Kind::String),
    ("createdAt", Kind::Date),
    ("description", Kind::String),
    ("employees", Kind::Count),
    ("plan", Kind::String),
    ("website", Kind::String),
    ("avatar", Kind::String),
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
    TRAITS.iter().any(|(reserved, _)| *reserved == name) || SUBFIELDS.contains(&name)
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
