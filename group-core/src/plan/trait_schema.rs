//! The schema of one trait: by its kind, or of its type for a custom one, with its limits, and with what a policy about
//! personal data may put in its place.

use group_rules::reserved::SUBFIELDS;
use serde_json::{Map, Value, json};

use super::dialect;
use super::schema::{self, Schema, inside_mut, only_type, reference};
use crate::declaration::{Declared, Detail, Kind};

/// An instant or a day.
pub(super) const DATE: &str =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z)?$";

/// What a hash is, and its length.
const HASH: &str = "^[0-9a-f]{64}$";
const HASH_LENGTH: f64 = 64.0;

/// A trait, or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Trait {
    pub(super) name: String,
    pub(super) schema: Schema,
    pub(super) is_required: bool,
    /// The categories of personal data in it, with the path of what has them.
    pub(super) pii: Vec<(String, &'static str)>,
}

/// A limit for which the schema of a trait has no place, or under which nothing is valid.
pub(super) struct InvalidLimit {
    pub(super) name: String,
    pub(super) key: &'static str,
}

impl Trait {
    /// Whether a validator treats another trait in the same way.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let without_description = |schema: &Schema| {
            let mut schema = schema.clone();
            schema.remove("description");
            schema
        };
        self.name == other.name
            && self.is_required == other.is_required
            && without_description(&self.schema) == without_description(&other.schema)
    }
}

/// The schema of a trait. `custom` is that of its type, if it goes through serde.
pub(super) fn of(
    declared: &Declared,
    custom: Option<Value>,
    definitions: &Schema,
) -> Result<Trait, InvalidLimit> {
    let Declared { entry, detail, .. } = declared;
    let mut built = if entry.has_address() {
        address(declared)?
    } else {
        value(declared, custom, definitions)?
    };
    if let Some(category) = detail.and_then(|detail| detail.pii) {
        // A policy may drop it.
        built.is_required = false;
        if entry.kind != Some(Kind::Date) {
            allow_hashes(&mut built.schema);
        }
        built.pii.insert(0, (built.name.clone(), category));
    }
    let description = detail.map_or("", |detail| detail.description);
    if !description.is_empty() {
        let description = description.to_owned().into();
        built.schema.insert("description".to_owned(), description);
    }
    if entry.sends_null {
        inline_enum(&mut built.schema, definitions);
        dialect::add_null(&mut built.schema);
    }
    Ok(built)
}

/// A trait that is not an address.
fn value(
    declared: &Declared,
    custom: Option<Value>,
    definitions: &Schema,
) -> Result<Trait, InvalidLimit> {
    let name = declared.entry.wire().to_owned();
    let is_custom = custom.is_some();
    let mut schema = schema_of_kind(declared, custom);
    dialect::rewrite(&mut schema);
    let mut schema = match schema {
        Value::Object(schema) => schema,
        // Any value.
        _ => Schema::new(),
    };
    let is_required = if is_custom {
        !declared.may_be_skipped && !dialect::takes_null(&schema, definitions)
    } else {
        !declared.is_optional
    };
    dialect::remove_null(&mut schema);
    if let Some(detail) = declared.detail {
        let has_limits = detail.min.is_some() || detail.max.is_some() || detail.pattern.is_some();
        if has_limits || detail.pii.is_some() {
            inline(&mut schema, definitions, &mut Vec::new());
        }
        let limited = limit(&mut schema, detail);
        limited.map_err(|key| InvalidLimit {
            name: name.clone(),
            key,
        })?;
    }
    Ok(Trait {
        name,
        schema,
        is_required,
        pii: Vec::new(),
    })
}

fn schema_of_kind(declared: &Declared, custom: Option<Value>) -> Value {
    let Declared { entry, detail, .. } = declared;
    match (entry.value(), entry.kind, custom) {
        (Some(value), ..) => json!({"type": ["string"], "enum": [value]}),
        (None, _, Some(schema)) => schema,
        (None, Some(Kind::Count), _) => json!({"type": ["integer"], "minimum": 0}),
        (None, Some(Kind::Date), _) => match detail.and_then(|detail| detail.are_instants) {
            Some(true) => json!({"type": ["string"], "format": "date-time"}),
            Some(false) => json!({"type": ["string"], "format": "date"}),
            None => json!({"type": ["string"], "pattern": DATE}),
        },
        (None, Some(Kind::Text | Kind::Id), _) => match detail.and_then(|detail| detail.texts) {
            Some(texts) => json!({"type": ["string"], "enum": texts}),
            None => json!({"type": ["string"]}),
        },
        // The return value of `map`.
        (None, None, None) => json!({}),
    }
}

/// Replaces a reference to an enum by the enum, so that null can be one of its values. An object has no values.
fn inline_enum(schema: &mut Schema, definitions: &Schema) {
    let found = reference(schema)
        .and_then(|name| schema::object(definitions, name))
        .filter(|found| found.contains_key("enum"));
    if let Some(found) = found {
        schema.remove("$ref");
        let members = found
            .iter()
            .filter(|(keyword, _)| *keyword != "description")
            .map(|(keyword, value)| (keyword.clone(), value.clone()));
        schema.extend(members);
    }
}

/// The whole address as one field.
fn address(declared: &Declared) -> Result<Trait, InvalidLimit> {
    let name = declared.entry.wire().to_owned();
    let parts = match declared.detail.and_then(|detail| detail.address) {
        Some(address) => address
            .sent()
            .iter()
            .map(|part| of(part, None, &Schema::new()))
            .collect::<Result<_, _>>()?,
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
    let path = format!("{}.{name}", object.name);
    let categories = part
        .pii
        .iter()
        .map(|(_, category)| (path.clone(), *category));
    object.pii.extend(categories);
}

/// Adds the limits of the field. Fails with the key of one for which there is no place, or under which nothing is valid.
fn limit(schema: &mut Schema, detail: &Detail) -> Result<(), &'static str> {
    let (least, most) = match only_type(schema) {
        Some("string") => ("minLength", "maxLength"),
        Some("integer" | "number") => ("minimum", "maximum"),
        Some("array") => ("minItems", "maxItems"),
        _ => ("", ""),
    };
    let is_counted = least != "minimum";
    let is_integer = is_counted || only_type(schema) == Some("integer");
    if let Some(min) = detail.min {
        if least.is_empty() {
            return Err("min");
        }
        let min = if is_integer { min.ceil() } else { min };
        let min = if is_counted { min.max(0.0) } else { min };
        let min = schema::number(schema, least).map_or(min, |given| given.max(min));
        schema.insert(least.to_owned(), to_json(min));
    }
    if let Some(max) = detail.max {
        if most.is_empty() {
            return Err("max");
        }
        let max = if is_integer { max.floor() } else { max };
        let max = schema::number(schema, most).map_or(max, |given| given.min(max));
        schema.insert(most.to_owned(), to_json(max));
    }
    let min = schema::number(schema, least).or(is_counted.then_some(0.0));
    if let (Some(min), Some(max)) = (min, schema::number(schema, most))
        && min > max
    {
        return Err(if detail.max.is_some() { "max" } else { "min" });
    }
    if let Some(pattern) = detail.pattern {
        if only_type(schema) != Some("string") {
            return Err("pattern");
        }
        // Both the pattern of the type and that of the field must match.
        if let Some(given) = schema.insert("pattern".to_owned(), pattern.into()) {
            let given = json!([{"type": ["string"], "pattern": given}]);
            schema.insert("allOf".to_owned(), given);
        }
    }
    Ok(())
}

/// An integer is written without a point.
pub(super) fn to_json(number: f64) -> Value {
    if number.fract() == 0.0 {
        // The derive accepts nothing beyond 2^53.
        (number as i64).into()
    } else {
        number.into()
    }
}

/// Allows the hash of a string in place of each string.
fn allow_hashes(schema: &mut Schema) {
    // In two spellings, two strings may have one hash.
    schema.remove("uniqueItems");
    let types = schema::list(schema, "type");
    if types.is_empty() || types.iter().any(|name| name == "string") {
        schema.remove("enum");
        schema.remove("format");
        if let Some(Value::String(pattern)) = schema.get_mut("pattern") {
            *pattern = format!("(?:{pattern})|{HASH}");
        }
        let mut widen = |keyword: &str, wider: fn(f64, f64) -> f64| {
            if let Some(given) = schema::number(schema, keyword) {
                schema.insert(keyword.to_owned(), to_json(wider(given, HASH_LENGTH)));
            }
        };
        widen("minLength", f64::min);
        widen("maxLength", f64::max);
    }
    inside_mut(schema).for_each(allow_hashes);
    // Hashed, a string may be valid under more than one of several.
    if let Some(choices) = schema.remove("oneOf") {
        schema.insert("anyOf".to_owned(), choices);
    }
}

/// The pattern to which [`allow_hashes`] added that of a hash.
pub(super) fn without_hash(pattern: &str) -> Option<&str> {
    pattern
        .strip_prefix("(?:")?
        .strip_suffix(HASH)?
        .strip_suffix(")|")
}

/// Replaces each reference by what it refers to. `within` are the definitions around it.
fn inline(schema: &mut Schema, definitions: &Schema, within: &mut Vec<String>) {
    let Some(name) = reference(schema).map(str::to_owned) else {
        return inside_mut(schema).for_each(|schema| inline(schema, definitions, within));
    };
    // A definition within itself would have no end, so it is any value.
    *schema = schema::object(definitions, &name)
        .filter(|_| !within.contains(&name))
        .cloned()
        .unwrap_or_default();
    within.push(name);
    inline(schema, definitions, within);
    within.pop();
}
