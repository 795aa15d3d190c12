//! A value that is valid under a schema, for a sample event.
//!
//! A string with a pattern is shown as the pattern, `<matching ^[a-z]+$>`. A string that matches it could be generated, with a
//! parser of regular expressions, but the result (`aaa`, `a0`) tells a reader less than the pattern does.

use serde_json::{Map, Value, json};

use super::dialect;
use super::trait_schema::{DATE, without_hash};

/// How deep a schema is followed.
const DEEPEST: usize = 8;

/// How many characters or elements there may be.
const LONGEST: usize = 1000;

/// How a string begins that stands for one that matches a pattern.
pub(super) const PLACEHOLDER: &str = "<matching ";

/// A valid value; `None` if the limits ask for one that is too long to show.
pub(super) fn of(schema: &Map<String, Value>, definitions: &Map<String, Value>) -> Option<Value> {
    sample(schema, definitions, DEEPEST)
}

fn sample(
    schema: &Map<String, Value>,
    definitions: &Map<String, Value>,
    levels: usize,
) -> Option<Value> {
    let levels = levels.checked_sub(1)?;
    let inside = |schema: &Value| match schema {
        Value::Object(schema) => sample(schema, definitions, levels),
        Value::Bool(false) => None,
        _ => Some(json!("text")),
    };
    let referred = schema.get("$ref").and_then(Value::as_str);
    if let Some(name) = referred.and_then(dialect::definition) {
        return inside(definitions.get(name)?);
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return values.first().cloned();
    }
    for list in ["anyOf", "oneOf"] {
        if let Some(choices) = schema.get(list).and_then(Value::as_array) {
            let mut rest = schema.clone();
            rest.remove(list);
            let chosen = choices.iter().find_map(inside)?;
            // Of a struct with an enum flattened into it, both have parts.
            return match (chosen, rest.contains_key("properties")) {
                (Value::Object(chosen), true) => match sample(&rest, definitions, levels)? {
                    Value::Object(own) => Some(own.into_iter().chain(chosen).collect()),
                    _ => None,
                },
                (chosen, _) => Some(chosen),
            };
        }
    }
    let types = schema.get("type").and_then(Value::as_array);
    let first = types.and_then(|it| it.first()).and_then(Value::as_str);
    let limit = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    match first {
        Some("string") => text(schema).map(Value::from),
        Some("integer" | "number") => {
            let least = limit("minimum").or(limit("exclusiveMinimum").map(|it| it + 1.0));
            let most = limit("maximum").or(limit("exclusiveMaximum").map(|it| it - 1.0));
            let some = 12.0_f64.clamp(
                least.unwrap_or(f64::MIN),
                most.unwrap_or(f64::MAX).max(least.unwrap_or(f64::MIN)),
            );
            match some.fract() == 0.0 {
                true => Some((some as i64).into()),
                false => Some(some.into()),
            }
        }
        Some("boolean") => Some(true.into()),
        Some("null") => Some(Value::Null),
        Some("array") => {
            let least = limit("minItems").unwrap_or(0.0) as usize;
            if least > LONGEST {
                return None;
            }
            if let Some(Value::Array(tuple)) = schema.get("items") {
                return tuple
                    .iter()
                    .map(inside)
                    .collect::<Option<Vec<_>>>()
                    .map(Value::from);
            }
            if limit("maxItems") == Some(0.0) {
                return Some(json!([]));
            }
            let element = schema.get("items").map_or(Some("text".into()), inside);
            match element {
                Some(element) => Some(vec![element; least.max(1)].into()),
                // Of a type that contains itself.
                None if least == 0 => Some(json!([])),
                None => None,
            }
        }
        Some("object") => {
            let properties = schema.get("properties").and_then(Value::as_object);
            let required = schema.get("required").and_then(Value::as_array);
            let mut object = Map::new();
            for (name, schema) in properties.into_iter().flatten() {
                match inside(schema) {
                    Some(value) => drop(object.insert(name.clone(), value)),
                    None if required.is_some_and(|it| it.iter().any(|it| it == name)) => {
                        return None;
                    }
                    None => {}
                }
            }
            Some(object.into())
        }
        _ => Some("text".into()),
    }
}

fn text(schema: &Map<String, Value>) -> Option<String> {
    let given = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
    let length = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    match given("pattern").map(|pattern| without_hash(pattern).unwrap_or(pattern)) {
        Some(DATE) => return Some("2026-01-01".to_owned()),
        Some(pattern) => return Some(format!("{PLACEHOLDER}{pattern}>")),
        None => {}
    }
    let text = match given("format") {
        Some("date-time") => "2026-01-01T00:00:00.000Z",
        Some("date") => "2026-01-01",
        Some("time") => "00:00:00Z",
        Some("duration") => "P1D",
        Some("email") => "info@example.com",
        Some("hostname") => "example.com",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        Some("uuid") => "6b1c9a3e-2f0d-4c55-9d5e-0a4d6f1f7a10",
        Some("uri" | "uri-reference" | "uri-template") => "https://example.com",
        Some("regex") => ".*",
        Some("json-pointer") => "/a",
        Some("relative-json-pointer") => "0/a",
        _ => "text",
    };
    let (least, most) = (length("minLength").unwrap_or(0), length("maxLength"));
    if least > LONGEST as u64 {
        return None;
    }
    let longer = text.chars().cycle().take(least.max(4) as usize);
    Some(match (least > 4, most.is_some_and(|most| most < 4)) {
        (true, _) => longer.collect(),
        (_, true) => text.chars().take(most.unwrap_or(0) as usize).collect(),
        _ => text.to_owned(),
    })
}
