//! The rule of the group event: one for all groups of a workspace.

use serde_json::{Map, Value, json};

use super::dialect;
use super::error::PlanError;
use super::group::Group;
use super::schema::{self, Schema, reference};
use super::trait_schema::Trait;

/// The trait that distinguishes groups.
pub(super) const DISCRIMINATOR: &str = "groupType";

/// The names that every object of JavaScript has.
const IN_EVERY_OBJECT: [&str; 12] = [
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// The rule. For a single group, it has all traits; for several groups, those that they share, and a case for each group.
pub(super) struct Rule<'a> {
    pub(super) first: &'a Group,
    pub(super) discriminator: Trait,
    shared: Vec<&'a Trait>,
    /// Empty for a single group.
    pub(super) cases: Vec<Case<'a>>,
}

/// The traits of one of several groups that not all groups have.
pub(super) struct Case<'a> {
    pub(super) group: &'a Group,
    pub(super) group_type: &'a str,
    pub(super) unshared: Vec<&'a Trait>,
}

impl<'a> Rule<'a> {
    /// The rule of groups that differ in their types, and in which no trait has two JSON types.
    pub(super) fn of(groups: &'a [Group], definitions: &Schema) -> Result<Self, PlanError> {
        let (first, others) = groups.split_first().ok_or(PlanError::NoGroup)?;
        if let Some(problem) = groups.iter().find_map(|group| group.problems.first()) {
            return Err(problem.clone());
        }
        for group in groups {
            let in_every_object = |optional: &&Trait| {
                !optional.is_required && IN_EVERY_OBJECT.contains(&optional.name.as_str())
            };
            if let Some(optional) = group.traits.iter().find(in_every_object) {
                return Err(PlanError::ObjectPrototypeName {
                    of: group.of.clone(),
                    name: optional.name.clone(),
                });
            }
        }
        let types = group_types(groups)?;
        check_json_types(groups, definitions)?;
        let discriminator = Trait {
            name: DISCRIMINATOR.to_owned(),
            schema: Map::from_iter([
                ("type".to_owned(), json!(["string"])),
                ("enum".to_owned(), json!(types)),
            ]),
            is_required: true,
            pii: Vec::new(),
        };
        if others.is_empty() {
            return Ok(Self {
                first,
                discriminator,
                shared: first.traits.iter().collect(),
                cases: Vec::new(),
            });
        }
        let is_in_all = |candidate: &&Trait| {
            let has = |group: &Group| group.traits.iter().any(|other| other.is_same(candidate));
            candidate.name != DISCRIMINATOR && others.iter().all(has)
        };
        let shared: Vec<&Trait> = first.traits.iter().filter(is_in_all).collect();
        let is_unshared = |candidate: &&Trait| {
            let is_shared = shared.iter().any(|other| other.is_same(candidate));
            candidate.name != DISCRIMINATOR && !is_shared
        };
        let case = |(group, group_type): (&'a Group, &'a str)| Case {
            group,
            group_type,
            unshared: group.traits.iter().filter(is_unshared).collect(),
        };
        let cases = groups.iter().zip(types).map(case).collect();
        Ok(Self {
            first,
            discriminator,
            shared,
            cases,
        })
    }

    /// The traits in the rule itself.
    pub(super) fn shared(&self) -> Vec<&Trait> {
        let discriminator = (!self.cases.is_empty()).then_some(&self.discriminator);
        discriminator
            .into_iter()
            .chain(self.shared.iter().copied())
            .collect()
    }

    /// The schema of the whole event.
    pub(super) fn schema(&self, definitions: &Schema) -> Value {
        let mut traits = object(&self.shared());
        traits.insert("type".to_owned(), json!(["object"]));
        if self.cases.is_empty() {
            traits.insert("additionalProperties".to_owned(), false.into());
        } else {
            let case = |case: &Case| {
                json!({
                    "if": {
                        "properties": {DISCRIMINATOR: {"enum": [case.group_type]}},
                        "required": [DISCRIMINATOR],
                    },
                    "then": object(&case.unshared),
                })
            };
            let cases: Value = self.cases.iter().map(case).collect();
            let variants = json!([{"type": ["object"], "allOf": cases}]);
            traits.insert("allOf".to_owned(), variants);
            traits.insert("unevaluatedProperties".to_owned(), false.into());
        }
        let mut schema = json!({
            "$schema": DRAFT,
            "type": "object",
            "properties": {"traits": traits},
            "required": ["traits"],
        });
        if let (false, Value::Object(schema)) = (definitions.is_empty(), &mut schema) {
            schema.insert("$defs".to_owned(), definitions.clone().into());
        }
        schema
    }
}

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of the traits of one group alone, in plain draft-07.
pub(super) fn alone(group: &Group, definitions: &Schema) -> Value {
    let mut schema = object(&group.traits.iter().collect::<Vec<_>>());
    schema.insert("$schema".to_owned(), DRAFT.into());
    schema.insert("title".to_owned(), group.name().into());
    schema.insert("type".to_owned(), "object".into());
    schema.insert("additionalProperties".to_owned(), false.into());
    let used = dialect::used(&schema, definitions);
    if !used.is_empty() {
        schema.insert("definitions".to_owned(), used.into());
    }
    let mut schema = Value::Object(schema);
    dialect::to_draft_07(&mut schema);
    schema
}

/// The type of each group; empty for a single group without one.
fn group_types(groups: &[Group]) -> Result<Vec<&str>, PlanError> {
    let mut types: Vec<&str> = Vec::new();
    for group in groups {
        let Some(group_type) = group.group_type.as_deref() else {
            if groups.len() == 1 {
                continue;
            }
            let of = group.of.clone();
            return Err(PlanError::NoGroupType { of });
        };
        let earlier = types.iter().position(|other| *other == group_type);
        if let Some(other) = earlier.and_then(|i| groups.get(i)) {
            return Err(PlanError::DuplicateGroupType {
                group_type: group_type.to_owned(),
                of: [other.of.clone(), group.of.clone()],
            });
        }
        types.push(group_type);
    }
    Ok(types)
}

/// Checks that a trait has one JSON type in all groups.
fn check_json_types(groups: &[Group], definitions: &Schema) -> Result<(), PlanError> {
    for (i, group) in groups.iter().enumerate() {
        for checked in &group.traits {
            let expected = json_type(&checked.schema, definitions);
            let conflicts = |other: &Trait| {
                other.name == checked.name && json_type(&other.schema, definitions) != expected
            };
            let mut earlier = groups.iter().take(i);
            if let Some(other) = earlier.find(|other| other.traits.iter().any(conflicts)) {
                return Err(PlanError::ConflictingTypes {
                    name: checked.name.clone(),
                    of: [other.of.clone(), group.of.clone()],
                });
            }
        }
    }
    Ok(())
}

/// The types, except null; `None` for a schema that accepts any value, or only refers to itself.
fn json_type(schema: &Schema, definitions: &Schema) -> Option<Vec<Value>> {
    let mut schema = schema.clone();
    for _ in 0..=definitions.len() {
        dialect::remove_null(&mut schema);
        if !schema.get("$ref").is_some_and(Value::is_string) {
            let mut types = schema.get("type")?.as_array()?.clone();
            types.sort_by_key(Value::to_string);
            return Some(types);
        }
        schema = schema::object(definitions, reference(&schema)?)?.clone();
    }
    None
}

fn object(traits: &[&Trait]) -> Schema {
    let required = traits
        .iter()
        .filter(|sent| sent.is_required)
        .map(|sent| Value::from(sent.name.as_str()));
    let properties = traits
        .iter()
        .map(|sent| (sent.name.clone(), sent.schema.clone().into()));
    Map::from_iter([
        ("properties".to_owned(), Value::Object(properties.collect())),
        ("required".to_owned(), required.collect()),
    ])
}
