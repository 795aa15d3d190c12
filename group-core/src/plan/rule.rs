//! The rule of the group event: one for all groups of a workspace.

use serde_json::{Map, Value, json};

use super::dialect;
use super::error::PlanError;
use super::group::Group;
use super::trait_schema::Trait;

/// The trait by which groups are told apart.
pub(super) const DISCRIMINATOR: &str = "groupType";

/// What every object of JavaScript has.
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

/// The rule. Of a single group it has all traits; of several those that they share, and a case for each group.
pub(super) struct Rule<'a> {
    pub(super) first: &'a Group,
    pub(super) discriminator: Trait,
    shared: Vec<&'a Trait>,
    /// None for a single group.
    pub(super) cases: Vec<Case<'a>>,
}

/// What only one of several groups has.
pub(super) struct Case<'a> {
    pub(super) group: &'a Group,
    pub(super) group_type: &'a str,
    pub(super) own: Vec<&'a Trait>,
}

impl<'a> Rule<'a> {
    /// Of groups that can be told apart, and in which no trait has two JSON types.
    pub(super) fn of(
        groups: &'a [Group],
        definitions: &Map<String, Value>,
    ) -> Result<Self, PlanError> {
        let (first, others) = groups.split_first().ok_or(PlanError::NoGroup)?;
        if let Some(problem) = groups.iter().flat_map(|it| &it.problems).next() {
            return Err(problem.clone());
        }
        for group in groups {
            let mut optional = group.traits.iter().filter(|it| !it.is_required);
            if let Some(it) = optional.find(|it| IN_EVERY_OBJECT.contains(&it.name.as_str())) {
                return Err(PlanError::ObjectPrototypeName {
                    of: group.of.clone(),
                    name: it.name.clone(),
                });
            }
        }
        let types = group_types(groups)?;
        have_one_type(groups, definitions)?;
        let discriminator = Trait {
            name: DISCRIMINATOR.to_owned(),
            schema: Map::from_iter([
                ("type".to_owned(), json!(["string"])),
                ("enum".to_owned(), json!(types)),
            ]),
            is_required: true,
            pii: Vec::new(),
        };
        let has = |group: &Group, it: &Trait| group.traits.iter().any(|other| other.is_as(it));
        let is_shared = |it: &&Trait| {
            others.is_empty()
                || (it.name != DISCRIMINATOR && groups.iter().all(|group| has(group, it)))
        };
        let shared: Vec<&Trait> = first.traits.iter().filter(is_shared).collect();
        let is_own =
            |it: &&Trait| it.name != DISCRIMINATOR && !shared.iter().any(|other| other.is_as(it));
        let cases = match others {
            [] => Vec::new(),
            _ => groups
                .iter()
                .zip(types)
                .map(|(group, group_type)| Case {
                    group,
                    group_type,
                    own: group.traits.iter().filter(is_own).collect(),
                })
                .collect(),
        };
        Ok(Self {
            first,
            discriminator,
            shared,
            cases,
        })
    }

    /// The traits that stand in the rule itself.
    pub(super) fn shared(&self) -> Vec<&Trait> {
        let discriminator = (!self.cases.is_empty()).then_some(&self.discriminator);
        discriminator
            .into_iter()
            .chain(self.shared.iter().copied())
            .collect()
    }

    /// The schema of the whole event.
    pub(super) fn schema(&self, definitions: &Map<String, Value>) -> Value {
        let mut traits = object(&self.shared());
        traits.insert("type".to_owned(), json!(["object"]));
        if self.cases.is_empty() {
            traits.insert("additionalProperties".to_owned(), false.into());
        } else {
            let cases = self.cases.iter().map(|case| {
                json!({
                    "if": {
                        "properties": {DISCRIMINATOR: {"enum": [case.group_type]}},
                        "required": [DISCRIMINATOR],
                    },
                    "then": object(&case.own),
                })
            });
            let cases: Vec<_> = cases.collect();
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
pub(super) fn alone(group: &Group, definitions: &Map<String, Value>) -> Value {
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

/// The type of each group; none of a single group without one.
fn group_types(groups: &[Group]) -> Result<Vec<&str>, PlanError> {
    let mut types: Vec<&str> = Vec::new();
    for group in groups {
        let Some(group_type) = group.group_type.as_deref() else {
            match groups.len() {
                1 => continue,
                _ => {
                    let of = group.of.clone();
                    return Err(PlanError::NoGroupType { of });
                }
            }
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

fn have_one_type(groups: &[Group], definitions: &Map<String, Value>) -> Result<(), PlanError> {
    for (i, group) in groups.iter().enumerate() {
        for it in &group.traits {
            let own = json_type(&it.schema, definitions);
            let is_other = |other: &Trait| {
                other.name == it.name && json_type(&other.schema, definitions) != own
            };
            let before = groups.iter().take(i);
            if let Some(other) = before
                .clone()
                .find(|other| other.traits.iter().any(is_other))
            {
                return Err(PlanError::ConflictingTypes {
                    name: it.name.clone(),
                    of: [other.of.clone(), group.of.clone()],
                });
            }
        }
    }
    Ok(())
}

/// The types, but for null; `None` for a schema that takes any value, or only refers to itself.
fn json_type(schema: &Map<String, Value>, definitions: &Map<String, Value>) -> Option<Vec<Value>> {
    let mut schema = schema.clone();
    for _ in 0..=definitions.len() {
        dialect::remove_null(&mut schema);
        let Some(Value::String(reference)) = schema.get("$ref") else {
            let mut types = schema.get("type")?.as_array()?.clone();
            types.sort_by_key(Value::to_string);
            return Some(types);
        };
        let name = dialect::definition(reference)?;
        schema = definitions.get(name)?.as_object()?.clone();
    }
    None
}

fn object(traits: &[&Trait]) -> Map<String, Value> {
    let properties = traits
        .iter()
        .map(|it| (it.name.clone(), it.schema.clone().into()));
    let required: Vec<_> = traits
        .iter()
        .filter(|it| it.is_required)
        .map(|it| &it.name)
        .collect();
    let mut object = Map::new();
    object.insert(
        "properties".to_owned(),
        properties.collect::<Map<_, _>>().into(),
    );
    object.insert("required".to_owned(), json!(required));
    object
}
