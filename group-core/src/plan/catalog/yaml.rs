//! Properties and custom types as YAML.

use serde_json::Value;
use yaml_rust2::Yaml;
use yaml_rust2::yaml::Hash;

use super::types::{CustomType, Items, Property, Type, Values};

pub(super) fn text(text: &str) -> Yaml {
    Yaml::String(text.to_owned())
}

pub(super) fn map<'m>(members: impl IntoIterator<Item = (&'m str, Yaml)>) -> Yaml {
    let members = members.into_iter().map(|(key, value)| (text(key), value));
    Yaml::Hash(members.collect::<Hash>())
}

/// The properties of a rule or an object, by their ids, and whether they are required.
pub(super) fn references<'i>(properties: impl IntoIterator<Item = (&'i str, bool)>) -> Yaml {
    let references = properties.into_iter().map(|(id, is_required)| {
        map([
            ("property", text(&format!("#property:{id}"))),
            ("required", Yaml::Boolean(is_required)),
        ])
    });
    Yaml::Array(references.collect())
}

pub(super) fn property(property: &Property) -> Yaml {
    let (value, config) = match &property.value {
        Type::Any => (Vec::new(), None),
        Type::Custom(id) => (vec![("type", custom_reference(id))], None),
        Type::Values(values) => (values_yaml(values), config(values)),
    };
    map([("id", text(&property.id)), ("name", text(&property.name))]
        .into_iter()
        .chain(value)
        .chain(description(&property.description))
        .chain(config))
}

/// `id_of` returns the id of the property at a place.
pub(super) fn custom_type<'i>(custom: &CustomType, id_of: impl Fn(usize) -> &'i str) -> Yaml {
    let content = &custom.content;
    let properties = content
        .properties
        .iter()
        .map(|(place, is_required)| (id_of(*place), *is_required));
    let properties =
        (!content.properties.is_empty()).then(|| ("properties", references(properties)));
    map([("id", text(&custom.id)), ("name", text(&custom.name))]
        .into_iter()
        .chain(values_yaml(&content.values))
        .chain(description(&custom.description))
        .chain(config(&content.values))
        .chain(properties))
}

fn custom_reference(id: &str) -> Yaml {
    text(&format!("#custom-type:{id}"))
}

fn values_yaml(values: &Values) -> Vec<(&'static str, Yaml)> {
    let items = match &values.items {
        Items::Any => None,
        Items::Types(types) => Some(types_yaml(["item_type", "item_types"], types)),
        Items::Custom(id) => Some(("item_type", custom_reference(id))),
    };
    [types_yaml(["type", "types"], &values.types)]
        .into_iter()
        .chain(items)
        .collect()
}

fn types_yaml([one, several]: [&'static str; 2], types: &[String]) -> (&'static str, Yaml) {
    match types {
        [only] => (one, text(only)),
        types => {
            let types = types.iter().map(|name| text(name));
            (several, Yaml::Array(types.collect()))
        }
    }
}

fn description(description: &str) -> Option<(&'static str, Yaml)> {
    (!description.is_empty()).then(|| ("description", text(description)))
}

fn config(values: &Values) -> Option<(&'static str, Yaml)> {
    let limits = values
        .config
        .iter()
        .map(|(key, value)| (key.as_str(), of_json(value)));
    (!values.config.is_empty()).then(|| ("config", map(limits)))
}

fn of_json(value: &Value) -> Yaml {
    match value {
        Value::Null => Yaml::Null,
        Value::Bool(value) => Yaml::Boolean(*value),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => Yaml::Integer(integer),
            None => Yaml::Real(number.to_string()),
        },
        Value::String(value) => text(value),
        Value::Array(values) => Yaml::Array(values.iter().map(of_json).collect()),
        Value::Object(members) => map(members
            .iter()
            .map(|(key, value)| (key.as_str(), of_json(value)))),
    }
}
