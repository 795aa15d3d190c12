//! A group of the plan: its traits with their schemas.

use std::any::type_name;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};

use super::error::PlanError;
use super::trait_schema::Trait;
use super::{dialect, trait_schema};
use crate::declaration::Part;
use crate::traits::GroupTraits;
use crate::value::pointers::through_pointers;

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
    /// The path of the struct.
    pub(super) of: String,
    pub(super) group_type: Option<String>,
    pub(super) traits: Vec<Trait>,
    /// The names of traits in the event, with their fields.
    fields: Vec<(&'static str, &'static str)>,
    /// What can't be said in a schema.
    pub(super) problems: Vec<PlanError>,
}

/// The types that schemas refer to, by their names.
pub(super) fn definitions(types: &SchemaGenerator) -> Map<String, Value> {
    let definitions = types.definitions().clone().into_iter();
    let definitions = definitions.map(|(name, mut schema)| {
        dialect::rewrite(&mut schema);
        (dialect::safe(&name), schema)
    });
    definitions.collect()
}

impl Group {
    pub(super) fn of<T: GroupSchema>(types: SchemaGenerator) -> (Self, SchemaGenerator) {
        let mut schemas = Schemas {
            generator: types,
            all: HashMap::new(),
        };
        T::__schemas(&mut schemas);
        let definitions = definitions(&schemas.generator);
        let declared = T::__DECLARATION.sent();
        let constant = declared.iter().find_map(|it| it.entry.value());
        let mut group = Self {
            of: type_name::<T>().to_owned(),
            group_type: constant.map(str::to_owned),
            traits: Vec::new(),
            fields: declared
                .iter()
                .map(|it| (it.entry.wire(), it.entry.field()))
                .collect(),
            problems: Vec::new(),
        };
        for it in &declared {
            let custom = schemas.all.get(it.entry.wire());
            let custom = custom.map(|schema| schema.clone().to_value());
            match trait_schema::of(it, custom, &definitions) {
                Ok(part) if it.entry.part == Part::Subfield => group.add_subfield(part),
                Ok(whole) => group.traits.push(whole),
                Err((name, key)) => group.problems.push(PlanError::InvalidLimit {
                    of: group.of.clone(),
                    name,
                    key,
                }),
            }
        }
        (group, schemas.generator)
    }

    /// A trait or a part of one, by its path.
    pub(super) fn find(&self, path: &str, definitions: &Map<String, Value>) -> Option<Trait> {
        if let Some(whole) = self.traits.iter().find(|it| it.name == path) {
            return Some(whole.clone());
        }
        let mut names = path.split('.');
        let first = names.next()?;
        let mut it = self.traits.iter().find(|it| it.name == first)?.clone();
        for name in names {
            let schema = dialect::followed(&it.schema, definitions);
            let part = schema.get("properties")?.get(name)?.as_object()?.clone();
            it = Trait {
                name: name.to_owned(),
                schema: part,
                ..it
            };
        }
        Some(it)
    }

    /// The field of a trait, by its name in the event.
    pub(super) fn field(&self, wire: &str) -> Option<&'static str> {
        let found = self.fields.iter().find(|(it, _)| *it == wire);
        found.map(|(_, field)| *field)
    }

    /// The name of the struct alone.
    pub(super) fn name(&self) -> &str {
        let pointers = ["alloc::boxed::Box<", "alloc::rc::Rc<", "alloc::sync::Arc<"];
        let mut path = self.of.as_str();
        // What a pointer points to has its name.
        while let Some(inside) = path.strip_prefix('&').or_else(|| {
            let inside = pointers.iter().find_map(|it| path.strip_prefix(it));
            inside.and_then(|it| it.strip_suffix('>'))
        }) {
            path = inside;
        }
        let mut depth = 0_usize;
        let arguments = path.char_indices().rev().find(|(_, c)| {
            match c {
                '>' => depth += 1,
                '<' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        });
        let path = match arguments {
            Some((at, '<')) => path.get(..at).unwrap_or_default(),
            _ => path,
        };
        path.rsplit("::").next().unwrap_or_default()
    }

    /// Several fields make one object.
    fn add_subfield(&mut self, part: Trait) {
        let Some((object, name)) = part.name.split_once('.') else {
            return;
        };
        let object = match self.traits.iter().position(|it| it.name == object) {
            Some(place) => self.traits.get_mut(place),
            None => {
                let whole = trait_schema::object(object.to_owned(), Vec::new());
                self.traits.push(whole);
                self.traits.last_mut()
            }
        };
        if let Some(object) = object {
            trait_schema::add(object, name, &part);
        }
    }
}
