//! The schema of one trait: by its kind, or of its type for a custom one, with its limits, and with what a policy about
//! personal data may put in its place.

use serde_json::{Map, Value, json};

use super::dialect;
use crate::declaration::{Declared, Detail, Kind};
use crate::traits::reserved::SUBFIELDS;

/// An instant or a day.
pub(super) const DATE: &str =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z)?$";

/// What a hash is, and its length.
const HASH: &str = "^[0-9a-f]{64}$";
const HASH_LENGTH: f64 = 64.0;

#[derive(Clone, Debug)]
pub(super) struct Trait {
    pub(super) name: String,
    pub(super) schema: Map<String, Value>,
    pub(super) is_required: bool,
    /// The categories of personal data in it, with the path of what has them.
    pub(super) pii: Vec<(String, &'static str)>,
}

impl Trait {
    /// Whether another one is the same to a validator.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        let bare = |it: &Self| {
            let mut schema = it.schema.clone();
            schema.remove("description");
            schema
        };
        self.name == other.name
            && self.is_required == other.is_required
            && bare(self) == bare(other)
    }
}

/// The trait; or its name and the limit for which its schema has no place.
pub(super) fn of(
    declared: &Declared,
    custom: Option<Value>,
    definitions: &Map<String, Value>,
) -> Result<Trait, (String, &'static str)> {
    let Declared { entry, detail, .. } = declared;
    let name = entry.wire().to_owned();
    let pii = detail.and_then(|it| it.pii);
    let mut built = match entry.has_address() {
        true => address(declared)?,
        false => {
            let is_custom = custom.is_some();
            let mut schema = of_value(declared, custom);
            dialect::rewrite(&mut schema);
            let mut schema = match schema {
                Value::Object(schema) => schema,
                // Any value.
                _ => Map::new(),
            };
            let may_be_nothing = is_custom && dialect::takes_null(&schema, definitions);
            dialect::remove_null(&mut schema);
            if let Some(detail) = detail {
                if has_limits(detail) || pii.is_some() {
                    schema = inlined(&schema, definitions, &[]);
                }
                limit(&mut schema, detail).map_err(|key| (name.clone(), key))?;
            }
            Trait {
                name,
                schema,
                is_required: match is_custom {
                    true => !declared.is_conditional && !may_be_nothing,
                    false => !declared.is_optional,
                },
                pii: Vec::new(),
            }
        }
    };
    if let Some(category) = pii {
        // A policy may drop it.
        built.is_required = false;
        if entry.kind != Some(Kind::Date) {
            take_hashes(&mut built.schema);
        }
        built.pii.insert(0, (built.name.clone(), category));
    }
    let description = detail.map_or("", |it| it.description);
    if !description.is_empty() {
        let description = description.to_owned().into();
        built.schema.insert("description".to_owned(), description);
    }
    if entry.sends_null {
        // An enum takes null among its values; an object can't.
        let referred = built.schema.get("$ref").and_then(Value::as_str);
        let found = referred
            .and_then(dialect::definition)
            .and_then(|it| definitions.get(it));
        if let Some(found) = found.and_then(Value::as_object)
            && found.contains_key("enum")
        {
            built.schema.remove("$ref");
            let found = found.iter().filter(|(key, _)| *key != "description");
            built
                .schema
                .extend(found.map(|(key, value)| (key.clone(), value.clone())));
        }
        dialect::add_null(&mut built.schema);
    }
    Ok(built)
}

fn of_value(declared: &Declared, custom: Option<Value>) -> Value {
    let Declared { entry, detail, .. } = declared;
    match (entry.value(), entry.kind, custom) {
        (Some(value), ..) => json!({"type": ["string"], "enum": [value]}),
        (None, _, Some(schema)) => schema,
        (None, Some(Kind::Count), _) => json!({"type": ["integer"], "minimum": 0}),
        (None, Some(Kind::Date), _) => match detail.and_then(|it| it.are_instants) {
            Some(true) => json!({"type": ["string"], "format": "date-time"}),
            Some(false) => json!({"type": ["string"], "format": "date"}),
            None => json!({"type": ["string"], "pattern": DATE}),
        },
        (None, Some(Kind::Text | Kind::Id), _) => match detail.and_then(|it| it.texts) {
            Some(texts) => json!({"type": ["string"], "enum": texts}),
            None => json!({"type": ["string"]}),
        },
        // What `map` gives.
        (None, None, None) => json!({}),
    }
}

/// The whole address as one field.
fn address(declared: &Declared) -> Result<Trait, (String, &'static str)> {
    let name = declared.entry.wire().to_owned();
    let parts = match declared.detail.and_then(|it| it.address) {
        Some(address) => {
            let parts = address.sent();
            let parts = parts.iter().map(|part| of(part, None, &Map::new()));
            parts.collect::<Result<_, _>>()?
        }
        // It is not known which of them the type has.
        None => SUBFIELDS
            .iter()
            .map(|name| Trait {
                name: (*name).to_owned(),
                schema: Map::from_iter([("type".to_owned(), json!(["string"]))]),
                is_required: false,
                pii: Vec::new(),
            })
            .collect(),
    };
    let mut whole = object(name, parts);
    whole.is_required &= !declared.is_optional;
    Ok(whole)
}

/// An object of parts and no others. It is sent if there is something in it.
pub(super) fn object(name: String, parts: Vec<Trait>) -> Trait {
    let mut object = Trait {
        name,
        schema: Map::from_iter([
            ("type".to_owned(), json!(["object"])),
            ("properties".to_owned(), json!({})),
            ("additionalProperties".to_owned(), false.into()),
        ]),
        is_required: false,
        pii: Vec::new(),
    };
    for part in parts {
        add(&mut object, &part.name, &part);
    }
    object
}

/// Adds a part to an object.
pub(super) fn add(object: &mut Trait, name: &str, part: &Trait) {
    if let Some(Value::Object(properties)) = object.schema.get_mut("properties") {
        properties.insert(name.to_owned(), part.schema.clone().into());
    }
    if part.is_required {
        object.is_required = true;
        let required = object.schema.entry("required");
        if let Value::Array(required) = required.or_insert_with(|| json!([])) {
            required.push(name.into());
        }
    }
    let categories = part.pii.iter();
    let categories = categories.map(|(_, category)| (format!("{}.{name}", object.name), *category));
    object.pii.extend(categories);
}

fn has_limits(detail: &Detail) -> bool {
    detail.min.is_some() || detail.max.is_some() || detail.pattern.is_some()
}

/// Adds the limits of the field; or says for which there is no place.
fn limit(schema: &mut Map<String, Value>, detail: &Detail) -> Result<(), &'static str> {
    let (least, most) = match json_type(schema) {
        Some("string") => ("minLength", "maxLength"),
        Some("integer" | "number") => ("minimum", "maximum"),
        Some("array") => ("minItems", "maxItems"),
        _ => ("", ""),
    };
    let given = |schema: &Map<String, Value>, keyword| schema.get(keyword).and_then(Value::as_f64);
    let is_counted = least != "minimum";
    let is_whole = is_counted || json_type(schema) == Some("integer");
    if let Some(min) = detail.min {
        if least.is_empty() {
            return Err("min");
        }
        let min = if is_whole { min.ceil() } else { min };
        let min = if is_counted { min.max(0.0) } else { min };
        let min = given(schema, least).map_or(min, |given| given.max(min));
        schema.insert(least.to_owned(), number(min));
    }
    if let Some(max) = detail.max {
        if most.is_empty() {
            return Err("max");
        }
        let max = if is_whole { max.floor() } else { max };
        let max = given(schema, most).map_or(max, |given| given.min(max));
        schema.insert(most.to_owned(), number(max));
    }
    let min = given(schema, least).or(is_counted.then_some(0.0));
    if let (Some(min), Some(max)) = (min, given(schema, most))
        && min > max
    {
        // Nothing is valid.
        return Err(if detail.max.is_some() { "max" } else { "min" });
    }
    if let Some(pattern) = detail.pattern {
        if json_type(schema) != Some("string") {
            return Err("pattern");
        }
        // Both hold: that of the type, and that of the field.
        if let Some(given) = schema.insert("pattern".to_owned(), pattern.into()) {
            let given = json!([{"type": ["string"], "pattern": given}]);
            schema.insert("allOf".to_owned(), given);
        }
    }
    Ok(())
}

/// The only type that it takes.
fn json_type(schema: &Map<String, Value>) -> Option<&str> {
    match schema.get("type")?.as_array()?.as_slice() {
        [only] => only.as_str(),
        _ => None,
    }
}

/// A whole number without a point.
fn number(number: f64) -> Value {
    match number.fract() == 0.0 {
        // In the derive, nothing beyond 2^53 is accepted.
        true => (number as i64).into(),
        false => number.into(),
    }
}

/// Takes the hash of a text in place of each text.
fn take_hashes(schema: &mut Map<String, Value>) {
    // In two spellings, two texts may have one hash.
    schema.remove("uniqueItems");
    let types = schema.get("type").and_then(Value::as_array);
    if types.is_none_or(|it| it.iter().any(|it| it == "string")) {
        schema.remove("enum");
        schema.remove("format");
        if let Some(Value::String(pattern)) = schema.get_mut("pattern") {
            *pattern = format!("(?:{pattern})|{HASH}");
        }
        for (keyword, limit) in [
            ("minLength", f64::min as fn(f64, f64) -> f64),
            ("maxLength", f64::max),
        ] {
            let given = schema.get(keyword).and_then(Value::as_f64);
            if let Some(given) = given {
                schema.insert(keyword.to_owned(), number(limit(given, HASH_LENGTH)));
            }
        }
    }
    for (keyword, value) in schema.iter_mut() {
        match (keyword.as_str(), value) {
            ("items" | "additionalProperties", Value::Object(inside)) => take_hashes(inside),
            ("items" | "anyOf" | "oneOf" | "allOf", Value::Array(inside)) => {
                let inside = inside.iter_mut().filter_map(Value::as_object_mut);
                inside.for_each(take_hashes);
            }
            ("properties", Value::Object(inside)) => {
                let inside = inside.values_mut().filter_map(Value::as_object_mut);
                inside.for_each(take_hashes);
            }
            _ => {}
        }
    }
    // Hashed, a text may be valid under more than one of several.
    if let Some(choices) = schema.remove("oneOf") {
        schema.insert("anyOf".to_owned(), choices);
    }
}

/// The pattern to which [`take_hashes`] added that of a hash.
pub(super) fn without_hash(pattern: &str) -> Option<&str> {
    pattern
        .strip_prefix("(?:")?
        .strip_suffix(HASH)?
        .strip_suffix(")|")
}

/// The schema with what it refers to in place.
fn inlined(
    schema: &Map<String, Value>,
    definitions: &Map<String, Value>,
    within: &[&str],
) -> Map<String, Value> {
    let referred = schema.get("$ref").and_then(Value::as_str);
    if let Some(name) = referred.and_then(dialect::definition) {
        return match definitions.get(name).and_then(Value::as_object) {
            Some(schema) if !within.contains(&name) => {
                inlined(schema, definitions, &[within, &[name]].concat())
            }
            // A part of itself would have no end, so it is any value.
            _ => Map::new(),
        };
    }
    let inside = |value: &Value| match value {
        Value::Object(schema) => inlined(schema, definitions, within).into(),
        other => other.clone(),
    };
    let members = schema.iter().map(|(keyword, value)| {
        let value = match (keyword.as_str(), value) {
            ("items" | "anyOf" | "oneOf" | "allOf", Value::Array(schemas)) => {
                schemas.iter().map(inside).collect()
            }
            ("items" | "additionalProperties", value) => inside(value),
            ("properties", Value::Object(properties)) => {
                let properties = properties.iter();
                let properties = properties.map(|(name, value)| (name.clone(), inside(value)));
                properties.collect::<Map<_, _>>().into()
            }
            (_, value) => value.clone(),
        };
        (keyword.clone(), value)
    });
    members.collect()
}
