//! What a catalog defines: properties, and the custom types that they may have.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::plan::dialect::Format;
use crate::plan::schema::{self, Schema};

/// A name in an event, with the values that it may have.
pub(super) struct Property {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) value: Type,
    /// Whether it is defined elsewhere.
    pub(super) is_reused: bool,
}

/// A type with a name of its own.
pub(super) struct CustomType {
    pub(super) id: String,
    pub(super) name: String,
    /// The hint that its name was made of, without the struct.
    pub(super) hint: String,
    pub(super) description: String,
    pub(super) content: Content,
}

/// A custom type without its names.
#[derive(PartialEq)]
pub(super) struct Content {
    /// They have one type.
    pub(super) values: Values,
    /// The places of an object's properties in the list of all, and whether they are required.
    pub(super) properties: Vec<(usize, bool)>,
}

#[derive(Clone, PartialEq)]
pub(super) enum Type {
    Any,
    Values(Values),
    /// The id of a custom type.
    Custom(String),
}

/// Values of JSON types, within limits.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Values {
    pub(super) types: Vec<String>,
    pub(super) items: Items,
    pub(super) config: Config,
}

/// The elements of an array.
#[derive(Clone, Default, PartialEq)]
pub(super) enum Items {
    #[default]
    Any,
    /// The JSON types.
    Types(Vec<String>),
    /// The id of a custom type.
    Custom(String),
}

/// Limits, in the words of a catalog. Not a `Map`, whose order depends on the features of serde_json: the files are compared.
pub(super) type Config = BTreeMap<String, Value>;

/// The keywords of limits, their names in a catalog, and the JSON types that they apply to.
const CONFIG: [(&str, &str, &[&str]); 13] = [
    ("enum", "enum", &["string", "integer", "number", "boolean"]),
    ("minLength", "min_length", &["string"]),
    ("maxLength", "max_length", &["string"]),
    ("pattern", "pattern", &["string"]),
    ("format", "format", &["string"]),
    ("minimum", "minimum", NUMBERS),
    ("maximum", "maximum", NUMBERS),
    ("exclusiveMinimum", "exclusive_minimum", NUMBERS),
    ("exclusiveMaximum", "exclusive_maximum", NUMBERS),
    ("multipleOf", "multiple_of", NUMBERS),
    ("minItems", "min_items", &["array"]),
    ("maxItems", "max_items", &["array"]),
    ("uniqueItems", "unique_items", &["array"]),
];

const NUMBERS: &[&str] = &["integer", "number"];

impl Type {
    /// Whether a workspace takes the two for one type: it ignores limits.
    pub(super) fn is_same_to_workspace(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Values(one), Self::Values(other)) => {
                one.types == other.types && one.items == other.items
            }
            (one, other) => one == other,
        }
    }

    /// The id of the custom type that it refers to.
    pub(super) fn custom(&self) -> Option<&str> {
        match self {
            Self::Custom(id) => Some(id),
            Self::Values(values) => values.items.custom(),
            Self::Any => None,
        }
    }
}

impl Values {
    /// Values of JSON types, without limits.
    pub(super) fn of(types: Vec<String>) -> Self {
        Self {
            types,
            ..Self::default()
        }
    }

    /// Whether they have neither limits nor a type of elements.
    pub(super) fn are_unlimited(&self) -> bool {
        self.items == Items::Any && self.config.is_empty()
    }
}

impl Items {
    /// The id of the custom type that it refers to.
    pub(super) fn custom(&self) -> Option<&str> {
        match self {
            Self::Custom(id) => Some(id),
            Self::Any | Self::Types(_) => None,
        }
    }
}

pub(super) fn types(schema: &Schema) -> Vec<String> {
    schema::types(schema).map(str::to_owned).collect()
}

/// The limits that a catalog has a word for.
pub(super) fn config(schema: &Schema, types: &[String]) -> Config {
    let is_known = |keyword: &str, value: &Value| {
        let format = value.as_str().and_then(Format::named);
        keyword != "format" || format.is_some_and(|format| format.is_in_catalog)
    };
    CONFIG
        .iter()
        .filter(|(.., of)| types.iter().any(|name| of.contains(&&**name)))
        .filter_map(|(keyword, word, _)| {
            let value = schema.get(*keyword)?;
            is_known(keyword, value).then(|| ((*word).to_owned(), value.clone()))
        })
        .collect()
}
