//! The names, ids and descriptions that a catalog accepts.

use crate::plan::rule::DISCRIMINATOR;
use crate::plan::schema::{self, Schema};
use crate::plan::trait_schema::Trait;

/// Whether a catalog accepts the name of a property.
pub(super) fn is_property_name(name: &str) -> bool {
    name.trim() == name && (1..=65).contains(&name.chars().count())
}

/// A description that a catalog accepts: from 3 to 2000 characters; of a custom type, beginning with a letter. Empty if there is
/// none.
pub(super) fn description(schema: &Schema, begins_with_letter: bool) -> String {
    let given = schema::text(schema, "description").unwrap_or_default();
    let given: String = given.trim().chars().take(2000).collect();
    let begins = given.starts_with(|c: char| c.is_ascii_alphabetic());
    if given.chars().count() >= 3 && (begins || !begins_with_letter) {
        given
    } else {
        String::new()
    }
}

/// A name for the custom type of a trait. Types that many structs share have one name in all of them.
pub(super) fn hint(group: &str, sent: &Trait) -> String {
    let schema = &sent.schema;
    let is_whole_address = sent.name == "address"
        && schema::object(schema, "properties").is_some_and(|parts| parts.len() == 5)
        && !schema.contains_key("required");
    let is_only_limit = |keyword: &str| {
        schema
            .keys()
            .all(|other| ["type", "description", keyword].contains(&&**other))
    };
    let format = schema::text(schema, "format").filter(|_| is_only_limit("format"));
    let pattern = schema::text(schema, "pattern").filter(|_| is_only_limit("pattern"));
    let is_date = |pattern: &str| pattern.starts_with("^[0-9]{4}-[0-9]{2}");
    let shared = match (format, pattern) {
        _ if sent.name == DISCRIMINATOR => "GroupType",
        (Some("date-time"), _) => "IsoDateTime",
        (Some("date"), _) => "IsoDate",
        (_, Some(pattern)) if is_date(pattern) => "IsoDateOrDateTime",
        _ if is_whole_address => "PostalAddress",
        _ => return format!("{group} {}", sent.name),
    };
    shared.to_owned()
}

/// The name of a custom type: words of ASCII letters and digits, each with a capital.
pub(super) fn type_name(hint: &str) -> String {
    let mut name = String::new();
    for word in hint.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) || name.len() < 2 {
        name.insert_str(0, "Type");
    }
    name.truncate(60);
    name
}

/// An id in snake case, of ASCII letters, digits and underscores.
pub(in crate::plan) fn id(name: &str) -> String {
    let mut id = String::new();
    let mut was_lower = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && was_lower {
                id.push('_');
            }
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('_') {
            id.push('_');
        }
        was_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    id
}

/// The name, with the first number that makes it free if it is taken.
pub(in crate::plan) fn free(name: String, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(&name) {
        return name;
    }
    let mut numbered = (2..).map(|number: u64| format!("{name}{number}"));
    numbered
        .find(|numbered| !is_taken(numbered))
        .unwrap_or(name)
}
