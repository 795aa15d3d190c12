//! The rule of the group event: one for all groups of a workspace.

use serde_json::{Map, Value, json};

use super::error::PlanError;
use super::group::{Group, Trait};

/// The trait by which groups are told apart.
const DISCRIMINATOR: &str = "groupType";

/// The schema of the whole event.
pub(super) fn schema(
    groups: &[Group],
    definitions: &Map<String, Value>,
) -> Result<Value, PlanError> {
    let (first, others) = groups.split_first().ok_or(PlanError::NoGroup)?;
    check(groups, definitions)?;
    let mut traits = match others {
        [] => {
            let mut traits = object(&first.traits.iter().collect::<Vec<_>>());
            traits.insert("additionalProperties".to_owned(), false.into());
            traits
        }
        _ => merged(groups),
    };
    traits.insert("type".to_owned(), json!(["object"]));
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": {"traits": traits},
        "required": ["traits"],
    });
    if let (false, Value::Object(schema)) = (definitions.is_empty(), &mut schema) {
        schema.insert("$defs".to_owned(), definitions.clone().into());
    }
    Ok(schema)
}

/// That each of several groups can be told, and that no trait has two JSON types.
fn check(groups: &[Group], definitions: &Map<String, Value>) -> Result<(), PlanError> {
    for (i, group) in groups.iter().enumerate() {
        let before = groups.iter().take(i);
        match &group.group_type {
            None if groups.len() > 1 => {
                return Err(PlanError::NoGroupType {
                    of: group.of.clone(),
                });
            }
            Some(group_type) => {
                if let Some(other) = before
                    .clone()
                    .find(|it| it.group_type.as_ref() == Some(group_type))
                {
                    return Err(PlanError::OneGroupType {
                        group_type: group_type.clone(),
                        of: [other.of.clone(), group.of.clone()],
                    });
                }
            }
            None => {}
        }
        for it in &group.traits {
            let same = |other: &&Group| {
                let mut same = other.traits.iter().filter(|other| other.name == it.name);
                same.any(|other| {
                    json_type(&other.schema, definitions) != json_type(&it.schema, definitions)
                })
            };
            if let Some(other) = before.clone().find(same) {
                return Err(PlanError::TwoTypes {
                    name: it.name.clone(),
                    of: [other.of.clone(), group.of.clone()],
                });
            }
        }
    }
    Ok(())
}

/// The types, but for null; `None` for a schema that takes any value.
fn json_type<'s>(
    schema: &'s Map<String, Value>,
    definitions: &'s Map<String, Value>,
) -> Option<Vec<&'s Value>> {
    if let Some(Value::String(path)) = schema.get("$ref") {
        let name = path.strip_prefix("#/$defs/")?;
        return json_type(definitions.get(name)?.as_object()?, definitions);
    }
    let types = schema.get("type")?.as_array()?;
    Some(types.iter().filter(|it| *it != "null").collect())
}

/// Traits that all groups share stand in the rule, the others in a case for each group type.
fn merged(groups: &[Group]) -> Map<String, Value> {
    let has = |group: &Group, it: &Trait| group.traits.contains(it);
    let of_first = groups.first().map_or(&[][..], |first| &first.traits);
    let shared: Vec<&Trait> = of_first
        .iter()
        .filter(|it| groups.iter().all(|group| has(group, it)))
        .collect();
    let types: Vec<_> = groups
        .iter()
        .filter_map(|it| it.group_type.clone())
        .collect();
    let discriminator = Trait {
        name: DISCRIMINATOR.to_owned(),
        schema: Map::from_iter([
            ("type".to_owned(), json!(["string"])),
            ("enum".to_owned(), types.into()),
        ]),
        is_required: true,
    };
    let mut rule = object(
        &std::iter::once(&discriminator)
            .chain(shared.iter().copied())
            .collect::<Vec<_>>(),
    );
    let cases = groups.iter().map(|group| {
        let own: Vec<_> = group
            .traits
            .iter()
            .filter(|it| it.name != DISCRIMINATOR && !shared.contains(it))
            .collect();
        json!({
            "if": {
                "properties": {DISCRIMINATOR: {"enum": [group.group_type]}},
                "required": [DISCRIMINATOR],
            },
            "then": object(&own),
        })
    });
    let cases: Vec<_> = cases.collect();
    rule.insert(
        "allOf".to_owned(),
        json!([{"type": ["object"], "allOf": cases}]),
    );
    rule.insert("unevaluatedProperties".to_owned(), false.into());
    rule
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
