//! Collects the properties and the custom types that a plan needs. A workspace distinguishes properties by name and type only,
//! whatever their limits are. So strings with limits get custom types, and so does a property that would otherwise be the double
//! of another one.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::names::{description, free, hint, id, is_property_name, type_name};
use super::types::{Config, Content, CustomType, Items, Property, Type, Values, config, types};
use crate::plan::dialect;
use crate::plan::schema::{self, Schema, reference};
use crate::plan::trait_schema::Trait;

/// The properties and custom types of all groups of a plan, without doubles.
pub(super) struct Properties<'a> {
    definitions: &'a Schema,
    types: Vec<CustomType>,
    properties: Vec<Property>,
    /// The types of definitions.
    defined: HashMap<String, Type>,
    /// The definitions that are being read, from the outermost.
    within: Vec<String>,
    /// The properties of traits, by their places.
    of_traits: Vec<usize>,
    /// A name that a catalog does not accept, and what has it.
    misnamed: Option<(String, String)>,
}

impl<'a> Properties<'a> {
    pub(super) fn new(definitions: &'a Schema) -> Self {
        Self {
            definitions,
            types: Vec::new(),
            properties: Vec::new(),
            defined: HashMap::new(),
            within: Vec::new(),
            of_traits: Vec::new(),
            misnamed: None,
        }
    }

    /// The id of the property of a trait.
    pub(super) fn of_trait(&mut self, group: &str, sent: &Trait) -> String {
        let place = self.property(&sent.name, &sent.schema, &hint(group, sent));
        self.of_traits.push(place);
        self.id(place).to_owned()
    }

    /// Uses an existing property of the workspace for whatever has the name and the type of this trait.
    pub(super) fn reuse(&mut self, group: &str, sent: &Trait, existing: &str) {
        let place = self.property(&sent.name, &sent.schema, &hint(group, sent));
        // A property that was made before may have the id.
        let freed = self.free_id(format!("{existing}_own"));
        if let Some(other) = self
            .properties
            .iter_mut()
            .find(|other| other.id == existing)
        {
            other.id = freed;
        }
        if let Some(property) = self.properties.get_mut(place) {
            property.id = existing.to_owned();
            property.is_reused = true;
        }
    }

    /// A name that a catalog does not accept, and what has it.
    pub(super) fn misnamed(&self) -> Option<(String, String)> {
        self.misnamed.clone()
    }

    pub(super) fn id(&self, place: usize) -> &str {
        self.properties
            .get(place)
            .map_or("", |property| &property.id)
    }

    fn free_id(&self, id: String) -> String {
        free(id, |id| self.properties.iter().any(|other| other.id == id))
    }

    /// The place of a property with this name and this type.
    fn property(&mut self, name: &str, schema: &Schema, hint: &str) -> usize {
        let description = description(schema, false);
        let mut value = self.type_of(schema, hint);
        // A custom type makes it another property than one that only has other limits.
        let is_double = |other: &Property| {
            other.name == name && value.is_same_to_workspace(&other.value) && value != other.value
        };
        if self.properties.iter().any(is_double) {
            value = self.customized(value, hint);
        }
        let is_same = |other: &Property| other.name == name && other.value == value;
        if let Some(place) = self.properties.iter().position(is_same) {
            if let Some(same) = self.properties.get_mut(place)
                && same.description.is_empty()
            {
                same.description = description;
            }
            return place;
        }
        if !is_property_name(name) {
            let owner = hint.strip_suffix(name).unwrap_or(hint).trim();
            let misnamed = (owner.to_owned(), name.to_owned());
            self.misnamed.get_or_insert(misnamed);
        }
        self.properties.push(Property {
            id: self.free_id(format!("group_{}", id(name))),
            name: name.to_owned(),
            description,
            value,
            is_reused: false,
        });
        self.properties.len() - 1
    }

    /// Makes values a custom type. A custom type can't be nullable, so nullable values become any.
    fn customized(&mut self, value: Type, hint: &str) -> Type {
        match value {
            Type::Values(values) if values.types.len() == 1 => {
                let properties = Vec::new();
                self.custom(hint, String::new(), Content { values, properties })
            }
            Type::Values(_) => Type::Any,
            other => other,
        }
    }

    /// A custom type, which may exist already.
    fn custom(&mut self, hint: &str, description: String, content: Content) -> Type {
        let unqualified = hint.split_once(' ').map_or(hint, |(_, name)| name);
        // Two traits whose limits are the same by chance don't share a type.
        let Values { types, config, .. } = &content.values;
        let is_shared = *types == ["object"]
            || ["enum", "format"]
                .iter()
                .any(|limit| config.contains_key(*limit));
        let is_same = |other: &&CustomType| {
            other.content == content && (is_shared || other.hint == unqualified)
        };
        if let Some(same) = self.types.iter().find(is_same) {
            return Type::Custom(same.id.clone());
        }
        let is_taken = |name: &str| {
            let mut types = self.types.iter();
            types.any(|other| other.name == name || other.id == id(name))
        };
        let name = free(type_name(hint), is_taken);
        let id = id(&name);
        self.types.push(CustomType {
            id: id.clone(),
            name,
            hint: unqualified.to_owned(),
            description,
            content,
        });
        Type::Custom(id)
    }

    fn type_of(&mut self, schema: &Schema, hint: &str) -> Type {
        if let Some(name) = reference(schema) {
            return self.defined(name);
        }
        let mut types = types(schema);
        if types.is_empty() {
            return self.one_of(schema, hint);
        }
        types.sort_unstable();
        let values = Values {
            config: config(schema, &types),
            items: self.items(schema, hint),
            types,
        };
        match schema::only_type(schema) {
            Some("object") if schema::object(schema, "properties").is_some() => {
                let content = self.object(schema, hint);
                self.custom(hint, description(schema, true), content)
            }
            // A workspace ignores limits, and strings often have some.
            Some("string") if !values.config.is_empty() => {
                let properties = Vec::new();
                let content = Content { values, properties };
                self.custom(hint, description(schema, true), content)
            }
            _ => Type::Values(values),
        }
    }

    /// The type of a definition. A custom type can't have itself as a part, so within a definition whatever leads back to it is
    /// any value of its JSON type, from whichever end it is looked at.
    fn defined(&mut self, name: &str) -> Type {
        let Some(schema) = schema::object(self.definitions, name) else {
            return Type::Any;
        };
        let leads_back = self.within.last().is_some_and(|within| {
            let parts = dialect::used(schema, self.definitions);
            within == name || parts.contains_key(within)
        });
        if leads_back {
            return match types(schema) {
                types if types.is_empty() => Type::Any,
                types => Type::Values(Values::of(types)),
            };
        }
        if let Some(known) = self.defined.get(name) {
            return known.clone();
        }
        self.within.push(name.to_owned());
        let defined = self.type_of(schema, name);
        self.within.pop();
        self.defined.insert(name.to_owned(), defined.clone());
        defined
    }

    /// One of several types; any if they have limits, because a catalog can't say which type a limit is of. A single type keeps
    /// its limits if it is nullable.
    fn one_of(&mut self, schema: &Schema, hint: &str) -> Type {
        let choices = ["anyOf", "oneOf"]
            .into_iter()
            .find(|keyword| schema.contains_key(*keyword))
            .map_or(&[][..], |keyword| schema::list(schema, keyword))
            .iter()
            .map(|choice| self.values(choice.as_object()?, hint))
            .collect::<Option<Vec<_>>>();
        let Some(mut choices) = choices else {
            return Type::Any;
        };
        let count = choices.len();
        choices.retain(|choice| choice.types != ["null"]);
        let is_nullable = choices.len() < count;
        let are_unlimited = choices.iter().all(Values::are_unlimited);
        let types = choices.iter().flat_map(|choice| choice.types.clone());
        let mut types: Vec<String> = types.collect();
        let mut values = match choices.pop() {
            Some(last) if choices.is_empty() || are_unlimited => last,
            _ => return Type::Any,
        };
        if is_nullable {
            types.push("null".to_owned());
        }
        types.sort_unstable();
        types.dedup();
        values.types = types;
        if let Some(Value::Array(constants)) = values.config.get_mut("enum")
            && is_nullable
        {
            constants.push(Value::Null);
        }
        Type::Values(values)
    }

    /// The values of what may be one of several types. For an object, only that it is one.
    fn values(&mut self, schema: &Schema, hint: &str) -> Option<Values> {
        match self.type_of(schema, hint) {
            Type::Any => None,
            Type::Values(values) => Some(values),
            Type::Custom(id) => {
                let custom = self.types.iter().find(|custom| custom.id == id)?;
                let mut values = custom.content.values.clone();
                if values.types == ["object"] {
                    values.config = Config::new();
                }
                Some(values)
            }
        }
    }

    fn items(&mut self, schema: &Schema, hint: &str) -> Items {
        let Some(items) = schema::object(schema, "items") else {
            return Items::Any;
        };
        let hint = format!("{hint}Item");
        let item = match self.type_of(items, &hint) {
            Type::Values(values) if !values.config.is_empty() => {
                self.customized(Type::Values(values), &hint)
            }
            other => other,
        };
        match item {
            Type::Any => Items::Any,
            Type::Values(values) => Items::Types(values.types),
            Type::Custom(id) => Items::Custom(id),
        }
    }

    fn object(&mut self, schema: &Schema, hint: &str) -> Content {
        let properties = schema::properties(schema)
            .into_iter()
            .map(|(name, (property, is_required))| {
                let hint = format!("{hint} {name}");
                (self.property(name, &property, &hint), is_required)
            })
            .collect();
        let mut values = Values::of(vec!["object".to_owned()]);
        if schema.get("additionalProperties") == Some(&Value::Bool(false)) {
            let keyword = "additional_properties".to_owned();
            values.config.insert(keyword, false.into());
        }
        Content { values, properties }
    }

    /// The custom types and the properties that the traits use. Others may have been made on the way.
    pub(super) fn used(&self) -> (Vec<&CustomType>, Vec<&Property>) {
        let (mut places, mut types) = (BTreeSet::new(), HashSet::new());
        let mut unread = self.of_traits.clone();
        while let Some(place) = unread.pop() {
            let Some(property) = self
                .properties
                .get(place)
                .filter(|property| !property.is_reused && places.insert(place))
            else {
                continue;
            };
            let mut referred = property.value.custom();
            while let Some(custom) =
                referred.and_then(|id| self.types.iter().find(|custom| custom.id == id))
            {
                types.insert(custom.id.as_str());
                let properties = &custom.content.properties;
                unread.extend(properties.iter().map(|(place, _)| place));
                referred = custom.content.values.items.custom();
            }
        }
        let types = self
            .types
            .iter()
            .filter(|custom| types.contains(&*custom.id));
        let properties = places
            .iter()
            .filter_map(|place| self.properties.get(*place));
        (types.collect(), properties.collect())
    }
}
