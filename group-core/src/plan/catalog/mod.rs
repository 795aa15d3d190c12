//! The plan as files of rudder-cli: custom types, properties, the group event and the plan.

mod emit;
mod files;
mod names;
mod properties;
mod read;
mod types;
mod yaml;

use yaml_rust2::Yaml;

pub(super) use files::{read, write};
pub(super) use names::{free, id};
pub(super) use read::{Catalogued, Entry, Reading, Shape, groups};

use super::error::PlanError;
use super::group::Group;
use super::rule::{DISCRIMINATOR, Rule};
use super::schema::Schema;
use super::trait_schema::Trait;
use super::{TrackingPlan, group};
use properties::Properties;
use yaml::{map, text};

/// The id of the group event. A workspace has one.
const EVENT: &str = "group";

/// The files of a plan, by their names.
pub(super) type Files = [(&'static str, Yaml); 4];

/// The files of a plan. `reuses`: whether existing properties are used for traits.
pub(super) fn files(plan: &TrackingPlan, reuses: bool) -> Result<Files, PlanError> {
    let definitions = group::definitions(&plan.types);
    let rule = Rule::of(&plan.groups, &definitions)?;
    plan.check_names()?;
    let mut properties = Properties::new(&definitions);
    if reuses {
        reuse(plan, &rule, &definitions, &mut properties)?;
    }
    let event_rule = event_rule(&rule, &mut properties);
    if let Some((of, name)) = properties.misnamed() {
        return Err(PlanError::InvalidTraitName { of, name });
    }
    let (types, used) = properties.used();
    let types = types
        .into_iter()
        .map(|custom| yaml::custom_type(custom, |place| properties.id(place)));
    let used = used.into_iter().map(yaml::property);
    let event = map([
        ("id", text(EVENT)),
        ("event_type", text("group")),
        ("description", text("Links a user to a group")),
    ]);
    let tracking_plan = map([
        ("id", text(&plan.id)),
        ("display_name", text(&plan.display_name)),
        ("rules", Yaml::Array(vec![event_rule])),
    ]);
    let file = |kind, spec| {
        map([
            ("version", text("rudder/v1")),
            ("kind", text(kind)),
            ("metadata", map([("name", text(&plan.id))])),
            ("spec", spec),
        ])
    };
    let list = |kind, list_name, list| file(kind, map([(list_name, Yaml::Array(list))]));
    Ok([
        (
            "custom-types.yaml",
            list("custom-types", "types", types.collect()),
        ),
        (
            "properties.yaml",
            list("properties", "properties", used.collect()),
        ),
        ("events.yaml", list("events", "events", vec![event])),
        ("tracking-plan.yaml", file("tracking-plan", tracking_plan)),
    ])
}

/// Uses existing properties for the traits that the plan names.
fn reuse(
    plan: &TrackingPlan,
    rule: &Rule,
    definitions: &Schema,
    properties: &mut Properties,
) -> Result<(), PlanError> {
    for (path, id) in &plan.reused {
        let mut groups = plan.groups.iter();
        let found = groups.find_map(|group| Some((group, group.find(path, definitions)?)));
        let Some((group, found)) = found else {
            let name = path.clone();
            return Err(PlanError::UnknownTrait { name });
        };
        let is_discriminator = found.name == DISCRIMINATOR && !rule.cases.is_empty();
        let sent = if is_discriminator {
            &rule.discriminator
        } else {
            &found
        };
        properties.reuse(group.name(), sent, id);
    }
    Ok(())
}

/// The rule of the group event.
fn event_rule(rule: &Rule, properties: &mut Properties) -> Yaml {
    let mut members = vec![
        ("type", text("event_rule")),
        ("id", text("group_rule")),
        ("event", text(&format!("#event:{EVENT}"))),
        ("identity_section", text("traits")),
        ("additional_properties", Yaml::Boolean(false)),
        (
            "properties",
            references(properties, rule.first, &rule.shared()),
        ),
    ];
    if !rule.cases.is_empty() {
        let mut cases = Vec::new();
        for case in &rule.cases {
            let name = case.group.name();
            // A case needs at least one property.
            let unshared = match case.unshared.as_slice() {
                [] => &[&rule.discriminator],
                unshared => unshared,
            };
            cases.push(map([
                ("display_name", text(name)),
                ("match", Yaml::Array(vec![text(case.group_type)])),
                ("description", text(&format!("Traits of {name}"))),
                ("properties", references(properties, case.group, unshared)),
            ]));
        }
        let discriminator = properties.of_trait("", &rule.discriminator);
        let variants = map([
            ("type", text("discriminator")),
            ("discriminator", text(&format!("#property:{discriminator}"))),
            ("cases", Yaml::Array(cases)),
            ("default", map([("properties", Yaml::Array(Vec::new()))])),
        ]);
        members.push(("variants", Yaml::Array(vec![variants])));
    }
    map(members)
}

fn references(properties: &mut Properties, group: &Group, traits: &[&Trait]) -> Yaml {
    let ids: Vec<_> = traits
        .iter()
        .map(|sent| (properties.of_trait(group.name(), sent), sent.is_required))
        .collect();
    yaml::references(ids.iter().map(|(id, is_required)| (&**id, *is_required)))
}
