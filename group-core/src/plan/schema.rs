//! Reads the keywords of a JSON schema.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A schema by its keywords, or schemas by their names.
pub(super) type Schema = Map<String, Value>;

pub(super) fn text<'s>(schema: &'s Schema, keyword: &str) -> Option<&'s str> {
    schema.get(keyword)?.as_str()
}

pub(super) fn number(schema: &Schema, keyword: &str) -> Option<f64> {
    schema.get(keyword)?.as_f64()
}

pub(super) fn object<'s>(schema: &'s Schema, keyword: &str) -> Option<&'s Schema> {
    schema.get(keyword)?.as_object()
}

/// The elements of a list; none if there is no such keyword.
pub(super) fn list<'s>(schema: &'s Schema, keyword: &str) -> &'s [Value] {
    let list = schema.get(keyword).and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

/// The JSON types that are valid; none if any type is.
pub(super) fn types(schema: &Schema) -> impl Iterator<Item = &str> {
    list(schema, "type").iter().filter_map(Value::as_str)
}

/// The JSON type, if only one is valid.
pub(super) fn only_type(schema: &Schema) -> Option<&str> {
    match list(schema, "type") {
        [only] => only.as_str(),
        _ => None,
    }
}

/// Whether an object must have a property.
pub(super) fn requires(schema: &Schema, property: &str) -> bool {
    list(schema, "required").iter().any(|name| name == property)
}

/// The schemas of an object's properties by their names, and whether each property is required. Sorted, because the order of a
/// `Map` depends on the features of serde_json.
pub(super) fn properties(schema: &Schema) -> BTreeMap<&str, (Schema, bool)> {
    object(schema, "properties")
        .into_iter()
        .flatten()
        .map(|(name, property)| {
            let property = property.as_object().cloned().unwrap_or_default();
            (name.as_str(), (property, requires(schema, name)))
        })
        .collect()
}

/// The name of the definition that a schema refers to.
pub(super) fn reference(schema: &Schema) -> Option<&str> {
    definition(text(schema, "$ref")?)
}

/// The name of the definition that a `$ref` refers to.
pub(super) fn definition(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/$defs/")
}

/// The schema that a schema refers to, or itself.
pub(super) fn followed<'s>(schema: &'s Schema, definitions: &'s Schema) -> &'s Schema {
    reference(schema)
        .and_then(|name| object(definitions, name))
        .unwrap_or(schema)
}

/// The schemas of the values within a value, and those of which it must match one or all.
pub(super) fn inside_mut(schema: &mut Schema) -> impl Iterator<Item = &mut Schema> {
    schema.iter_mut().flat_map(|(keyword, value)| {
        let inside: Vec<&mut Value> = match (keyword.as_str(), value) {
            ("items" | "anyOf" | "oneOf" | "allOf", Value::Array(schemas)) => {
                schemas.iter_mut().collect()
            }
            ("items" | "additionalProperties", schema) => vec![schema],
            ("properties", Value::Object(schemas)) => schemas.values_mut().collect(),
            _ => Vec::new(),
        };
        inside.into_iter().filter_map(Value::as_object_mut)
    })
}
