//! The JSON schema that RudderStack's validator takes: ajv in its strict mode, which refuses a schema with a keyword or a
//! format that it does not know, and then lets every event pass without a word.

use std::collections::BTreeMap;

use group_rules::pattern::Pattern;
use serde_json::{Map, Value};

/// The formats that ajv-formats knows, and that say something of a text.
const FORMATS: &[&str] = &[
    "date",
    "date-time",
    "time",
    "duration",
    "uri",
    "uri-reference",
    "uri-template",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "regex",
    "uuid",
    "json-pointer",
    "relative-json-pointer",
];

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

/// Makes a schema of schemars one that the validator takes: other keywords and formats go, types become lists, and a choice of
/// constants becomes an `enum`, whose violations RudderStack has a name for.
pub(super) fn rewrite(schema: &mut Value) {
    let Value::Object(members) = schema else {
        return;
    };
    // As 2019-09 has it.
    if let Some(tuple) = members.remove("prefixItems") {
        members.insert("items".to_owned(), tuple);
    }
    members.retain(|key, value| match key.as_str() {
        "format" => value
            .as_str()
            .is_some_and(|format| FORMATS.contains(&format)),
        // One of another language would do the same as an unknown keyword.
        "pattern" => value
            .as_str()
            .is_some_and(|pattern| Pattern::parse(pattern).is_ok()),
        key => [SCHEMAS, LISTS, MAPS, OTHERS]
            .iter()
            .any(|keywords| keywords.contains(&key)),
    });
    if let Some(Value::Array(values)) = members.get_mut("enum") {
        let mut seen: Vec<Value> = Vec::new();
        values.retain(|it| {
            let is_new = !seen.contains(it);
            seen.push(it.clone());
            is_new
        });
    }
    if let Some(constant) = members.remove("const") {
        members.insert("enum".to_owned(), Value::Array(vec![constant]));
    }
    for (key, value) in members.iter_mut() {
        match (key.as_str(), value) {
            ("$ref", Value::String(reference)) => {
                if let Some(name) = definition(reference) {
                    *reference = format!("#/$defs/{}", safe(&decoded(name)));
                }
            }
            ("type", value @ Value::String(_)) => *value = Value::Array(vec![value.take()]),
            (key, Value::Array(schemas)) if LISTS.contains(&key) || key == "items" => {
                schemas.iter_mut().for_each(rewrite);
            }
            (key, value) if SCHEMAS.contains(&key) => rewrite(value),
            (key, Value::Object(schemas)) if MAPS.contains(&key) => {
                schemas.values_mut().for_each(rewrite);
            }
            _ => {}
        }
    }
    // Serde writes null for an `Option`, but it may be missing all the same.
    if let Some(Value::Object(properties)) = members.get("properties") {
        let is_nullable = |(name, schema): (&String, &Value)| {
            let schema = schema.as_object()?;
            takes_null(schema, &Map::new()).then(|| Value::from(name.as_str()))
        };
        let optional: Vec<_> = properties.iter().filter_map(is_nullable).collect();
        if let Some(Value::Array(required)) = members.get_mut("required") {
            required.retain(|name| !optional.contains(name));
        }
    }
    for list in ["anyOf", "oneOf"] {
        if let Some((types, values)) = members.get(list).and_then(choice) {
            members.remove(list);
            members.insert("type".to_owned(), types);
            members.insert("enum".to_owned(), values);
        }
    }
}

/// A name of a definition that stands as it is in a `$ref`, whatever is in it.
pub(super) fn safe(name: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut safe = String::new();
    for c in name.chars() {
        match is_safe(c) {
            true => safe.push(c),
            false => safe.push_str(&format!("_{:x}_", u32::from(c))),
        }
    }
    safe
}

/// The name in a `$ref` of schemars, which escapes it as a JSON pointer in a URI.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    while let [first, more @ ..] = rest {
        let hex = more.first_chunk::<2>().filter(|_| *first == b'%');
        let hex = hex.and_then(|hex| str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = more.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    let name = String::from_utf8_lossy(&bytes);
    name.replace("~1", "/").replace("~0", "~")
}

/// The types and the values of a choice between values.
fn choice(list: &Value) -> Option<(Value, Value)> {
    let (mut types, mut values) = (Vec::new(), Vec::new());
    for one in list.as_array()? {
        let known = ["type", "enum", "description"];
        let is_choice = one.as_object()?.keys().all(|key| known.contains(&&**key));
        let enumerated = one.get("enum").filter(|_| is_choice)?.as_array()?;
        for one in one.get("type")?.as_array()? {
            if !types.contains(one) {
                types.push(one.clone());
            }
        }
        for one in enumerated {
            if !values.contains(one) {
                values.push(one.clone());
            }
        }
    }
    Some((types.into(), values.into()))
}

/// The name of the definition that a `$ref` refers to.
pub(super) fn definition(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/$defs/")
}

/// Whether null is valid.
pub(super) fn takes_null(schema: &Map<String, Value>, definitions: &Map<String, Value>) -> bool {
    null_is_valid(schema, definitions, DEEPEST)
}

/// How deep a schema is followed. One that only refers to itself says nothing.
const DEEPEST: usize = 16;

fn null_is_valid(
    schema: &Map<String, Value>,
    definitions: &Map<String, Value>,
    levels: usize,
) -> bool {
    let Some(levels) = levels.checked_sub(1) else {
        return true;
    };
    let takes = |it: &Value| {
        let inside = it.as_object();
        inside.is_none_or(|it| null_is_valid(it, definitions, levels))
    };
    let referred = schema.get("$ref").and_then(Value::as_str);
    if let Some(name) = referred.and_then(definition) {
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
        Some(types) => types.as_array().is_some_and(|it| it.contains(&NULL.into())),
        None => !schema.contains_key("enum"),
    }
}

const NULL: &str = "null";

/// Takes null out of what is valid: it is not sent.
pub(super) fn remove_null(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = schema.get_mut("type")
        && types.len() > 1
    {
        types.retain(|it| it != NULL);
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.retain(|it| !it.is_null());
    }
    for list in ["anyOf", "oneOf"] {
        let Some(Value::Array(schemas)) = schema.get_mut(list) else {
            continue;
        };
        schemas.retain(|it| it.get("type") != Some(&Value::Array(vec![NULL.into()])));
        if let [Value::Object(only)] = schemas.as_slice() {
            let only = only.clone();
            schema.remove(list);
            schema.extend(only);
        }
    }
}

/// Makes null valid.
pub(super) fn add_null(schema: &mut Map<String, Value>) {
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
            let one = Value::Object(std::mem::take(schema));
            let null = Map::from_iter([("type".to_owned(), Value::Array(vec![NULL.into()]))]);
            let either = vec![one, null.into()];
            schema.insert("anyOf".to_owned(), either.into());
            if let Some(description) = description {
                schema.insert("description".to_owned(), description);
            }
        }
    }
}

/// The definitions that a schema refers to, and those that they refer to.
pub(super) fn used(
    schema: &Map<String, Value>,
    definitions: &Map<String, Value>,
) -> Map<String, Value> {
    let mut used = Map::new();
    let mut due: Vec<Value> = vec![schema.clone().into()];
    while let Some(value) = due.pop() {
        match value {
            Value::Object(members) => {
                let reference = members.get("$ref").and_then(Value::as_str);
                let name = reference.and_then(definition);
                if let Some((name, found)) = name.and_then(|name| definitions.get_key_value(name))
                    && !used.contains_key(name)
                {
                    used.insert(name.clone(), found.clone());
                    due.push(found.clone());
                }
                due.extend(members.into_iter().map(|(_, value)| value));
            }
            Value::Array(values) => due.extend(values),
            _ => {}
        }
    }
    used
}

/// In the words of draft-07: definitions stand in `definitions`, a single type is no list, and nothing beside `$ref` counts.
pub(super) fn to_draft_07(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::Array(types)) = members.get_mut("type")
                && let [only] = types.as_slice()
            {
                let only = only.clone();
                members.insert("type".to_owned(), only);
            }
            let reference = members.get("$ref").and_then(Value::as_str);
            if let Some(name) = reference.and_then(definition) {
                let reference =
                    Map::from_iter([("$ref".to_owned(), format!("#/definitions/{name}").into())]);
                if members.len() == 1 {
                    *members = reference;
                } else {
                    members.remove("$ref");
                    members.insert("allOf".to_owned(), Value::Array(vec![reference.into()]));
                }
            }
            members.values_mut().for_each(to_draft_07);
        }
        Value::Array(values) => values.iter_mut().for_each(to_draft_07),
        _ => {}
    }
}

/// With its keys in one order, whatever the features of serde_json are.
pub(super) fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members
                .into_iter()
                .map(|(name, value)| (name, sorted(value)));
            let members: BTreeMap<_, _> = members.collect();
            Value::Object(members.into_iter().collect())
        }
        Value::Array(values) => values.into_iter().map(sorted).collect(),
        other => other,
    }
}

/// What a schema refers to, or itself.
pub(super) fn followed<'s>(
    schema: &'s Map<String, Value>,
    definitions: &'s Map<String, Value>,
) -> &'s Map<String, Value> {
    let referred = schema.get("$ref").and_then(Value::as_str);
    let name = referred.and_then(definition);
    let found = name.and_then(|name| definitions.get(name)?.as_object());
    found.unwrap_or(schema)
}
