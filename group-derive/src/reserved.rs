//! The reserved traits and the subfields of `address`, as group-core's `reserved` module has them.

/// A name that RudderStack gives a meaning and a type.
#[derive(Clone, Copy)]
pub(crate) struct Reserved {
    /// The name in the event.
    pub(crate) name: &'static str,
    /// The name of a field that means it; its warehouse column has the same.
    pub(crate) field: &'static str,
    /// The trait in `group_core::reserved` of the types that it takes.
    pub(crate) slot: &'static str,
}

const fn reserved(name: &'static str, field: &'static str, slot: &'static str) -> Reserved {
    Reserved { name, field, slot }
}

pub(crate) const ID: &str = "id";
pub(crate) const ADDRESS: &str = "address";

pub(crate) const TRAITS: [Reserved; 12] = [
    reserved(ID, "id", "GroupId"),
    reserved("name", "name", "Name"),
    reserved("email", "email", "Email"),
    reserved("phone", "phone", "Phone"),
    reserved(ADDRESS, "address", "Address"),
    reserved("industry", "industry", "Industry"),
    reserved("createdAt", "created_at", "CreatedAt"),
    reserved("description", "description", "Description"),
    reserved("employees", "employees", "Employees"),
    reserved("plan", "plan", "Plan"),
    reserved("website", "website", "Website"),
    reserved("avatar", "avatar", "Avatar"),
];

pub(crate) const SUBFIELDS: [Reserved; 5] = [
    reserved("city", "city", "City"),
    reserved("country", "country", "Country"),
    reserved("postalCode", "postal_code", "PostalCode"),
    reserved("state", "state", "State"),
    reserved("street", "street", "Street"),
];

/// The one of `table` that has this name in the event.
pub(crate) fn named(table: &[Reserved], name: &str) -> Option<Reserved> {
    table.iter().find(|reserved| reserved.name == name).copied()
}

/// The one of `table` that a field of this name means.
pub(crate) fn of_field(table: &[Reserved], field: &str) -> Option<Reserved> {
    table
        .iter()
        .find(|reserved| reserved.field == field)
        .copied()
}
