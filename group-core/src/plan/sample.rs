//! A value that is valid under a schema, for a sample event.
//!
//! A string with a pattern is shown as the pattern, `<matching ^[a-z]+$>`. A string that matches it could be generated, with a
//! parser of regular expressions, but the result (`aaa`, `a0`) tells a reader less than the pattern does.

use serde_json::{Value, json};

use super::dialect::Format;
use super::schema::{self, Schema, number, reference};
use super::trait_schema::{DATE, to_json, without_hash};

/// How deep a schema is followed.
const DEEPEST: usize = 8;

/// How many characters or elements there may be.
const LONGEST: usize = 1000;

/// How a string begins that stands for one that matches a pattern.
pub(super) const PLACEHOLDER: &str = "<matching ";

/// A valid value; `None` if the limits ask for one that is too long to show.
pub(super) fn of(schema: &Schema, definitions: &Schema) -> Option<Value> {
    sample(schema, definitions, DEEPEST)
}

fn sample(schema: &Schema, definitions: &Schema, levels: usize) -> Option<Value> {
    let levels = levels.checked_sub(1)?;
    let inside = |schema: &Value| match schema {
        Value::Object(schema) => sample(schema, definitions, levels),
        Value::Bool(false) => None,
        _ => Some(json!("text")),
    };
    if let Some(name) = reference(schema) {
        return inside(definitions.get(name)?);
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return values.first().cloned();
    }
    for keyword in ["anyOf", "oneOf"] {
        let Some(choices) = schema.get(keyword).and_then(Value::as_array) else {
            continue;
        };
        let chosen = choices.iter().find_map(inside)?;
        let (Value::Object(chosen), true) = (&chosen, schema.contains_key("properties")) else {
            return Some(chosen);
        };
        // For a struct with an enum flattened into it, both have parts.
        let mut without_choices = schema.clone();
        without_choices.remove(keyword);
        let mut parts = sample(&without_choices, definitions, levels)?;
        parts.as_object_mut()?.extend(chosen.clone());
        return Some(parts);
    }
    match schema::types(schema).next() {
        Some("string") => text(schema).map(Value::from),
        Some("integer" | "number") => Some(some_number(schema)),
        Some("boolean") => Some(true.into()),
        Some("null") => Some(Value::Null),
        Some("array") => array(schema, inside),
        Some("object") => schema::object(schema, "properties")
            .into_iter()
            .flatten()
            .filter_map(|(name, property)| match inside(property) {
                None if !schema::requires(schema, name) => None,
                value => Some(value.map(|value| (name.clone(), value))),
            })
            .collect::<Option<Schema>>()
            .map(Value::from),
        _ => Some("text".into()),
    }
}

/// 12, or the number next to it that is within the limits.
fn some_number(schema: &Schema) -> Value {
    let least = number(schema, "minimum")
        .or(number(schema, "exclusiveMinimum").map(|limit| limit + 1.0))
        .unwrap_or(f64::MIN);
    let most = number(schema, "maximum")
        .or(number(schema, "exclusiveMaximum").map(|limit| limit - 1.0))
        .unwrap_or(f64::MAX);
    to_json(12.0_f64.clamp(least, most.max(least)))
}

fn array(schema: &Schema, inside: impl Fn(&Value) -> Option<Value>) -> Option<Value> {
    let least = number(schema, "minItems").unwrap_or(0.0) as usize;
    if least > LONGEST {
        return None;
    }
    if let Some(Value::Array(tuple)) = schema.get("items") {
        return tuple.iter().map(inside).collect();
    }
    if number(schema, "maxItems") == Some(0.0) {
        return Some(json!([]));
    }
    match schema.get("items").map_or(Some("text".into()), inside) {
        Some(element) => Some(vec![element; least.max(1)].into()),
        // For a type that contains itself.
        None if least == 0 => Some(json!([])),
        None => None,
    }
}

fn text(schema: &Schema) -> Option<String> {
    let pattern = schema::text(schema, "pattern");
    match pattern.map(|pattern| without_hash(pattern).unwrap_or(pattern)) {
        Some(DATE) => return Some("2026-01-01".to_owned()),
        Some(pattern) => return Some(format!("{PLACEHOLDER}{pattern}>")),
        None => {}
    }
    let format = schema::text(schema, "format").and_then(Format::named);
    let text = format.map_or("text", |format| format.sample);
    let length = |keyword: &str| number(schema, keyword).map(|limit| limit as usize);
    let least = length("minLength").unwrap_or(0);
    if least > LONGEST {
        return None;
    }
    Some(match length("maxLength") {
        _ if least > 4 => text.chars().cycle().take(least).collect(),
        Some(most @ ..4) => text.chars().take(most).collect(),
        _ => text.to_owned(),
    })
}
