//! The JSON schema that RudderStack's validator takes: ajv in its strict mode, which refuses a schema with a keyword or a
//! format that it does not know, and then lets every event pass without a word.

use std::collections::BTreeMap;

use group_rules::pattern::Pattern;
use serde_json::{Map, Value, json};

use super::schema::{Schema, definition, object, reference};

/// A format of strings that the validator knows.
pub(super) struct Format {
    name: &'static str,
    pub(super) sample: &'static str,
    /// Whether a catalog knows it too.
    pub(super) is_in_catalog: bool,
}

/// The formats that ajv-formats knows, and that restrict a string.
static FORMATS: [Format; 15] = [
    format("date", "2026-01-01", true),
    format("date-time", "2026-01-01T00:00:00.000Z", true),
    format("time", "00:00:00Z", true),
    format("duration", "P1D", false),
    format("uri", "https://example.com", false),
    format("uri-reference", "https://example.com", false),
    format("uri-template", "https://example.com", false),
    format("email", "info@example.com", true),
    format("hostname", "example.com", true),
    format("ipv4", "192.0.2.1", true),
    format("ipv6", "2001:db8::1", true),
    format("regex", ".*", false),
    format("uuid", "6b1c9a3e-2f0d-4c55-9d5e-0a4d6f1f7a10", true),
    format("json-pointer", "/a", false),
    format("relative-json-pointer", "0/a", false),
];

const fn format(name: &'static str, sample: &'static str, is_in_catalog: bool) -> Format {
    Format {
        name,
        sample,
        is_in_catalog,
    }
}

impl Format {
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

/// The keywords whose values are schemas, or lists or maps of them.
const SCHEMAS: &[&str] = &[
    "items",
    "additionalProperties",
    "unevaluatedProperties",
    "contains",
    "not",
    "if",
    "then",
    "else",
    "propertyNames",
];
const LISTS: &[&str] = &["allOf", "anyOf", "oneOf"];
const MAPS: &[&str] = &["properties", "patternProperties", "$defs"];

/// Keywords that say something of a value, besides those above.
const OTHERS: &[&str] = &[
    "$ref",
    "type",
    "enum",
    "const",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "required",
    "description",
];

/// Changes a schema of schemars into one that the validator accepts: other keywords and formats are removed, types become lists,
/// and a choice of constants becomes an `enum`, whose violations RudderStack has a name for.
pub(super) fn rewrite(schema: &mut Value) {
    let Value::Object(members) = schema else {
        return;
    };
    // As 2019-09 has it.
    if let Some(tuple) = members.remove("prefixItems") {
        members.insert("items".to_owned(), tuple);
    }
    members.retain(|keyword, value| is_known(keyword, value));
    if let Some(constant) = members.remove("const") {
        members.insert("enum".to_owned(), json!([constant]));
    } else if let Some(Value::Array(values)) = members.get_mut("enum") {
        *values = distinct(values.drain(..));
    }
    for (keyword, value) in members.iter_mut() {
        match (keyword.as_str(), value) {
            ("$ref", Value::String(reference)) => {
                if let Some(name) = definition(reference) {
                    *reference = format!("#/$defs/{}", safe(&decoded(name)));
                }
            }
            ("type", value @ Value::String(_)) => *value = Value::Array(vec![value.take()]),
            (keyword, Value::Array(schemas)) if LISTS.contains(&keyword) || keyword == "items" => {
                schemas.iter_mut().for_each(rewrite);
            }
            (keyword, value) if SCHEMAS.contains(&keyword) => rewrite(value),
            (keyword, Value::Object(schemas)) if MAPS.contains(&keyword) => {
                schemas.values_mut().for_each(rewrite);
            }
            _ => {}
        }
    }
    make_nullable_optional(members);
    for list in ["anyOf", "oneOf"] {
        if let Some((types, values)) = members.get(list).and_then(choice) {
            members.remove(list);
            members.insert("type".to_owned(), types);
            members.insert("enum".to_owned(), values);
        }
    }
}

/// Whether the validator knows a keyword, with this value.
fn is_known(keyword: &str, value: &Value) -> bool {
    match (keyword, value.as_str()) {
        ("format", name) => name.and_then(Format::named).is_some(),
        // One of another language would do the same as an unknown keyword.
        ("pattern", pattern) => pattern.is_some_and(|pattern| Pattern::parse(pattern).is_ok()),
        (keyword, _) => [SCHEMAS, LISTS, MAPS, OTHERS]
            .iter()
            .any(|keywords| keywords.contains(&keyword)),
    }
}

fn distinct(values: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let mut distinct = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

/// Serde writes null for an `Option`, but a property that may be null may also be missing.
fn make_nullable_optional(members: &mut Schema) {
    let optional: Vec<Value> = object(members, "properties")
        .into_iter()
        .flatten()
        .filter(|(_, schema)| {
            schema
                .as_object()
                .is_some_and(|schema| takes_null(schema, &Map::new()))
        })
        .map(|(name, _)| name.as_str().into())
        .collect();
    if let Some(Value::Array(required)) = members.get_mut("required") {
        required.retain(|name| !optional.contains(name));
    }
}

/// A name of a definition that stands as it is in a `$ref`, whatever is in it.
pub(super) fn safe(name: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    name.chars()
        .map(|c| {
            if is_safe(c) {
                c.to_string()
            } else {
                format!("_{:x}_", u32::from(c))
            }
        })
        .collect()
}

/// The name in a `$ref` of schemars, which escapes it as a JSON pointer in a URI.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut unread = name.as_bytes();
    while let [first, after @ ..] = unread {
        let escaped = after
            .split_first_chunk::<2>()
            .filter(|_| *first == b'%')
            .and_then(|(hex, after)| {
                let byte = u8::from_str_radix(str::from_utf8(hex).ok()?, 16).ok()?;
                Some((byte, after))
            });
        let byte;
        (byte, unread) = escaped.unwrap_or((*first, after));
        bytes.push(byte);
    }
    let name = String::from_utf8_lossy(&bytes);
    name.replace("~1", "/").replace("~0", "~")
}

/// The types and the values of a choice between values.
fn choice(list: &Value) -> Option<(Value, Value)> {
    let (mut types, mut values) = (Vec::new(), Vec::new());
    for one in list.as_array()? {
        let known = ["type", "enum", "description"];
        let is_choice = one
            .as_object()?
            .keys()
            .all(|keyword| known.contains(&&**keyword));
        let enumerated = one.get("enum").filter(|_| is_choice)?;
        values.extend_from_slice(enumerated.as_array()?);
        types.extend_from_slice(one.get("type")?.as_array()?);
    }
    Some((distinct(types).into(), distinct(values).into()))
}

/// Whether null is valid.
pub(super) fn takes_null(schema: &Schema, definitions: &Schema) -> bool {
    null_is_valid(schema, definitions, DEEPEST)
}

/// How deep a schema is followed. One that only refers to itself accepts anything.
const DEEPEST: usize = 16;

fn null_is_valid(schema: &Schema, definitions: &Schema, levels: usize) -> bool {
    let Some(levels) = levels.checked_sub(1) else {
        return true;
    };
    let takes = |schema: &Value| {
        let schema = schema.as_object();
        schema.is_none_or(|schema| null_is_valid(schema, definitions, levels))
    };
    if let Some(name) = reference(schema) {
        return definitions.get(name).is_some_and(takes);
    }
    for list in LISTS {
        if let Some(Value::Array(schemas)) = schema.get(*list) {
            return match *list {
                "allOf" => schemas.iter().all(takes),
                _ => schemas.iter().any(takes),
            };
        }
    }
    match schema.get("type") {
        Some(types) => types
            .as_array()
            .is_some_and(|types| types.contains(&NULL.into())),
        None => !schema.contains_key("enum"),
    }
}

const NULL: &str = "null";

/// Takes null out of what is valid: it is not sent.
pub(super) fn remove_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type")
        && types.len() > 1
    {
        types.retain(|name| name != NULL);
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    for list in ["anyOf", "oneOf"] {
        let Some(Value::Array(schemas)) = schema.get_mut(list) else {
            continue;
        };
        schemas.retain(|choice| choice.get("type") != Some(&json!([NULL])));
        if let [Value::Object(only)] = schemas.as_slice() {
            let only = only.clone();
            schema.remove(list);
            schema.extend(only);
        }
    }
}

/// Makes null valid.
pub(super) fn add_null(schema: &mut Schema) {
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.push(Value::Null);
    }
    let is_any = schema.keys().all(|key| key == "description");
    match schema.get_mut("type") {
        Some(Value::Array(types)) if !types.contains(&NULL.into()) => types.push(NULL.into()),
        Some(_) => {}
        None if is_any => {}
        None => {
            let description = schema.remove("description");
            let either = json!([std::mem::take(schema), {"type": [NULL]}]);
            schema.insert("anyOf".to_owned(), either);
            schema.extend(description.map(|description| ("description".to_owned(), description)));
        }
    }
}

/// The definitions that a schema refers to, and those that they refer to.
pub(super) fn used(schema: &Schema, definitions: &Schema) -> Schema {
    let mut used = Schema::new();
    let mut unread: Vec<Value> = vec![schema.clone().into()];
    while let Some(value) = unread.pop() {
        match value {
            Value::Object(members) => {
                let found = reference(&members).and_then(|name| definitions.get_key_value(name));
                if let Some((name, found)) = found
                    && !used.contains_key(name)
                {
                    used.insert(name.clone(), found.clone());
                    unread.push(found.clone());
                }
                unread.extend(members.into_iter().map(|(_, value)| value));
            }
            Value::Array(values) => unread.extend(values),
            _ => {}
        }
    }
    used
}

/// Translates into draft-07: definitions are in `definitions`, a single type is no list, and nothing beside `$ref` counts.
pub(super) fn to_draft_07(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::Array(types)) = members.get_mut("type")
                && let [only] = types.as_slice()
            {
                let only = only.clone();
                members.insert("type".to_owned(), only);
            }
            if let Some(name) = reference(members) {
                let reference = format!("#/definitions/{name}");
                members.remove("$ref");
                if members.is_empty() {
                    members.insert("$ref".to_owned(), reference.into());
                } else {
                    members.insert("allOf".to_owned(), json!([{"$ref": reference}]));
                }
            }
            members.values_mut().for_each(to_draft_07);
        }
        Value::Array(values) => values.iter_mut().for_each(to_draft_07),
        _ => {}
    }
}

/// Sorts keys, whose order depends on the features of serde_json.
pub(super) fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<_, _> = members
                .into_iter()
                .map(|(name, value)| (name, sorted(value)))
                .collect();
            Value::Object(members.into_iter().collect())
        }
        Value::Array(values) => values.into_iter().map(sorted).collect(),
        other => other,
    }
}
