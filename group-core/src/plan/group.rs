//! A group of the plan: its traits with their schemas.

use std::any::type_name;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use schemars::{JsonSchema, SchemaGenerator};

use super::error::PlanError;
use super::schema::{self, Schema, followed};
use super::trait_schema::{InvalidLimit, Trait};
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
    all: HashMap<&'static str, schemars::Schema>,
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
pub(super) fn definitions(types: &SchemaGenerator) -> Schema {
    let definitions = types.definitions().clone();
    definitions
        .into_iter()
        .map(|(name, mut schema)| {
            dialect::rewrite(&mut schema);
            (dialect::safe(&name), schema)
        })
        .collect()
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
        let constant = declared.iter().find_map(|sent| sent.entry.value());
        let mut group = Self {
            of: type_name::<T>().to_owned(),
            group_type: constant.map(str::to_owned),
            traits: Vec::new(),
            fields: declared
                .iter()
                .map(|sent| (sent.entry.wire(), sent.entry.field()))
                .collect(),
            problems: Vec::new(),
        };
        for sent in &declared {
            let custom = schemas.all.get(sent.entry.wire());
            let custom = custom.map(|schema| schema.clone().to_value());
            match trait_schema::of(sent, custom, &definitions) {
                Ok(part) if sent.entry.part == Part::Subfield => group.add_subfield(part),
                Ok(whole) => group.traits.push(whole),
                Err(InvalidLimit { name, key }) => group.problems.push(PlanError::InvalidLimit {
                    of: group.of.clone(),
                    name,
                    key,
                }),
            }
        }
        (group, schemas.generator)
    }

    /// A trait or a part of one, by its path.
    pub(super) fn find(&self, path: &str, definitions: &Schema) -> Option<Trait> {
        let trait_of = |name: &str| self.traits.iter().find(|known| known.name == name);
        // A custom trait may have a dot in its name.
        if let Some(whole) = trait_of(path) {
            return Some(whole.clone());
        }
        let mut names = path.split('.');
        let mut found = trait_of(names.next()?)?.clone();
        for name in names {
            let parts = schema::object(followed(&found.schema, definitions), "properties")?;
            found.schema = schema::object(parts, name)?.clone();
            found.name = name.to_owned();
        }
        Some(found)
    }

    /// The field of a trait, by its name in the event.
    pub(super) fn field(&self, wire: &str) -> Option<&'static str> {
        let found = self.fields.iter().find(|(name, _)| *name == wire);
        found.map(|(_, field)| *field)
    }

    /// The name of the struct alone.
    pub(super) fn name(&self) -> &str {
        let pointers = ["alloc::boxed::Box<", "alloc::rc::Rc<", "alloc::sync::Arc<"];
        let mut path = self.of.as_str();
        // A pointer has the name of its target.
        while let Some(target) = path.strip_prefix('&').or_else(|| {
            let target = pointers
                .iter()
                .find_map(|pointer| path.strip_prefix(pointer))?;
            target.strip_suffix('>')
        }) {
            path = target;
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
        if !self.traits.iter().any(|known| known.name == object) {
            let whole = trait_schema::object(object.to_owned(), Vec::new());
            self.traits.push(whole);
        }
        if let Some(object) = self.traits.iter_mut().find(|known| known.name == object) {
            trait_schema::add(object, name, &part);
        }
    }
}
