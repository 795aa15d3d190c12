//! A group of the plan: its traits with their schemas.

use std::any::type_name;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::dialect;
use crate::declaration::{Declared, Kind, Part};
use crate::pointers::through_pointers;
use crate::reserved::SUBFIELDS;
use crate::traits::GroupTraits;

/// A struct whose traits have schemas, for a [`TrackingPlan`](super::TrackingPlan).
///
/// Derive it beside `GroupTraits`: `#[derive(GroupTraits, GroupSchema)]`. It reads the same attributes. Doc comments become
/// descriptions, and the types of custom traits need `schemars::JsonSchema`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no schema for a tracking plan",
    label = "no schema",
    note = "write `#[derive(GroupTraits, GroupSchema)]` on the struct"
)]
pub trait GroupSchema: GroupTraits {
    #[doc(hidden)]
    fn __schemas(schemas: &mut Schemas);
}

/// The schemas of custom traits, by their names in the event.
#[doc(hidden)]
pub struct Schemas {
    generator: SchemaGenerator,
    all: HashMap<&'static str, Schema>,
}

/// The type of a custom trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no JSON schema, and the tracking plan needs that of each custom trait",
    label = "no JSON schema",
    note = "write `#[derive(schemars::JsonSchema)]` on the type, or turn on the feature of schemars for the crate it comes from",
    note = "or send it as text, an id, a count or a date with `#[group(as = \"date\")]`, or its text with `#[group(display)]`"
)]
#[doc(hidden)]
pub trait CustomSchema {
    fn add(schemas: &mut Schemas, name: &'static str);
}

#[diagnostic::do_not_recommend]
impl<T: JsonSchema> CustomSchema for T {
    fn add(schemas: &mut Schemas, name: &'static str) {
        let schema = schemas.generator.subschema_for::<T>();
        schemas.all.insert(name, schema);
    }
}

through_pointers! {
    GroupSchema for &T, Box<T>, Rc<T>, Arc<T> => {
        fn __schemas(schemas: &mut Schemas) {
            T::__schemas(schemas);
        }
    }
}

/// A struct that is flattened, or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no schema for a tracking plan",
    label = "no schema",
    note = "write `#[derive(GroupTraits, GroupSchema)]` on the struct"
)]
#[doc(hidden)]
pub trait FlattenSchema {
    fn schemas(schemas: &mut Schemas);
}

#[diagnostic::do_not_recommend]
impl<T: GroupSchema> FlattenSchema for T {
    fn schemas(schemas: &mut Schemas) {
        T::__schemas(schemas);
    }
}

#[diagnostic::do_not_recommend]
impl<T: FlattenSchema> FlattenSchema for Option<T> {
    fn schemas(schemas: &mut Schemas) {
        T::schemas(schemas);
    }
}

/// A group of the plan.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The name of the struct.
    pub(super) of: String,
    pub(super) group_type: Option<String>,
    pub(super) traits: Vec<Trait>,
}

/// The types that schemas refer to, by their names.
pub(super) fn definitions(types: &SchemaGenerator) -> Map<String, Value> {
    let definitions = types.definitions().clone().into_iter();
    let definitions = definitions.map(|(name, mut schema)| {
        dialect::rewrite(&mut schema);
        (name, schema)
    });
    definitions.collect()
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trait {
    pub(super) name: String,
    pub(super) schema: Map<String, Value>,
    pub(super) is_required: bool,
}

impl Group {
    pub(super) fn of<T: GroupSchema>(types: SchemaGenerator) -> (Self, SchemaGenerator) {
        let mut schemas = Schemas {
            generator: types,
            all: HashMap::new(),
        };
        T::__schemas(&mut schemas);
        let declared = T::__DECLARATION.sent();
        let constant = declared.iter().find_map(|it| it.entry.value());
        let mut traits: Vec<Trait> = Vec::new();
        for it in &declared {
            match it.entry.wire().split_once('.') {
                Some((object, subfield)) if it.entry.part == Part::Subfield => {
                    add_subfield(&mut traits, object, subfield, it);
                }
                _ => traits.push(Trait {
                    name: it.entry.wire().to_owned(),
                    schema: schema(it, &schemas),
                    is_required: !it.is_optional,
                }),
            }
        }
        let group = Self {
            of: type_name::<T>().to_owned(),
            group_type: constant.map(str::to_owned),
            traits,
        };
        (group, schemas.generator)
    }
}

/// The schema of a trait with its description.
fn schema(declared: &Declared, schemas: &Schemas) -> Map<String, Value> {
    let Declared { entry, detail, .. } = declared;
    let custom = schemas.all.get(entry.wire()).cloned();
    let mut schema = match (entry.value(), entry.kind, custom) {
        (Some(value), ..) => json!({"type": ["string"], "enum": [value]}),
        (None, _, Some(schema)) => schema.to_value(),
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
        (None, None, None) if entry.is_address() => address(declared),
        // What `map` gives.
        (None, None, None) => json!({}),
    };
    dialect::rewrite(&mut schema);
    let mut schema = match schema {
        Value::Object(schema) => schema,
        // Any value.
        _ => Map::new(),
    };
    let description = detail.map_or("", |it| it.description);
    if !description.is_empty() {
        schema.insert("description".to_owned(), description.into());
    }
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        // An `Option` is left out, unless its null is sent.
        types.retain(|it| it != "null");
        if entry.sends_null {
            types.push("null".into());
        }
    }
    schema
}

/// An instant or a day.
const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z)?$";

fn address(declared: &Declared) -> Value {
    let address = declared.detail.and_then(|it| it.address);
    let names: Vec<_> = match address {
        Some(address) => address.own().map(|it| it.wire()).collect(),
        None => SUBFIELDS.to_vec(),
    };
    let properties = names
        .into_iter()
        .map(|name| (name.to_owned(), json!({"type": ["string"]})));
    json!({
        "type": ["object"],
        "properties": properties.collect::<Map<_, _>>(),
        "additionalProperties": false,
    })
}

/// Several fields make one address.
fn add_subfield(traits: &mut Vec<Trait>, object: &str, subfield: &str, declared: &Declared) {
    let place = match traits.iter().position(|it| it.name == object) {
        Some(place) => place,
        None => {
            let mut schema = Map::new();
            schema.insert("type".to_owned(), json!(["object"]));
            schema.insert("properties".to_owned(), json!({}));
            schema.insert("additionalProperties".to_owned(), false.into());
            traits.push(Trait {
                name: object.to_owned(),
                schema,
                is_required: false,
            });
            traits.len() - 1
        }
    };
    let Some(address) = traits.get_mut(place) else {
        return;
    };
    let text = json!({"type": ["string"]});
    if let Some(Value::Object(properties)) = address.schema.get_mut("properties") {
        properties.insert(subfield.to_owned(), text);
    }
    if !declared.is_optional {
        address.is_required = true;
        let required = address
            .schema
            .entry("required")
            .or_insert_with(|| json!([]));
        if let Value::Array(required) = required {
            required.push(subfield.into());
        }
    }
}
