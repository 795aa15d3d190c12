//! The JSON schema that RudderStack's validator takes: ajv in its strict mode, which refuses a schema with a keyword or a
//! format that it does not know, and then lets every event pass without a word.

use serde_json::Value;

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

/// Makes a schema of schemars one that the validator takes: other keywords and formats go, types become lists.
pub(super) fn rewrite(schema: &mut Value) {
    let Value::Object(members) = schema else {
        return;
    };
    members.retain(|key, value| match key.as_str() {
        "format" => value
            .as_str()
            .is_some_and(|format| FORMATS.contains(&format)),
        key => [SCHEMAS, LISTS, MAPS, OTHERS]
            .iter()
            .any(|keywords| keywords.contains(&key)),
    });
    for (key, value) in members.iter_mut() {
        match (key.as_str(), value) {
            ("type", value @ Value::String(_)) => *value = Value::Array(vec![value.take()]),
            (key, value) if SCHEMAS.contains(&key) => rewrite(value),
            (key, Value::Array(schemas)) if LISTS.contains(&key) => {
                schemas.iter_mut().for_each(rewrite);
            }
            (key, Value::Object(schemas)) if MAPS.contains(&key) => {
                schemas.values_mut().for_each(rewrite);
            }
            _ => {}
        }
    }
}
