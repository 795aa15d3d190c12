//! The plan as files of rudder-cli: custom types, properties, the group event and the plan.

mod emit;
mod files;
mod properties;
mod read;

use serde_json::Value;
use yaml_rust2::Yaml;
use yaml_rust2::yaml::Hash;

pub(super) use files::{read, write};
pub(super) use read::{Catalogued, Entry, Reading, Shape, Unreadable, groups};

use super::error::PlanError;
use super::group::Group;
use super::rule::{DISCRIMINATOR, Rule};
use super::trait_schema::Trait;
use super::{TrackingPlan, group};
use properties::Properties;
pub(super) use properties::{free, id};

/// The file of each kind of resource.
pub(super) const CUSTOM_TYPES: &str = "custom-types.yaml";
pub(super) const PROPERTIES: &str = "properties.yaml";
pub(super) const EVENTS: &str = "events.yaml";
pub(super) const TRACKING_PLAN: &str = "tracking-plan.yaml";

/// The id of the group event. A workspace has one.
const EVENT: &str = "group";

/// The files of a plan, by their names.
pub(super) type Files = [(&'static str, Yaml); 4];

/// The files. `reuses` says whether properties that exist already stand for traits.
pub(super) fn files(plan: &TrackingPlan, reuses: bool) -> Result<Files, PlanError> {
    let definitions = group::definitions(&plan.types);
    let rule = Rule::of(&plan.groups, &definitions)?;
    plan.check()?;
    let mut properties = Properties::new(&definitions);
    if reuses {
        for (path, id) in &plan.reused {
            let mut groups = plan.groups.iter();
            let found = groups.find_map(|group| Some((group, group.find(path, &definitions)?)));
            let Some((group, it)) = found else {
                let name = path.clone();
                return Err(PlanError::UnknownTrait { name });
            };
            let is_discriminator = it.name == DISCRIMINATOR && !rule.cases.is_empty();
            let it = if is_discriminator {
                &rule.discriminator
            } else {
                &it
            };
            properties.reuse(group.name(), it, id);
        }
    }
    let mut entries = |of: &Group, traits: &[&Trait]| -> Yaml {
        let entries = traits.iter().map(|it| {
            let id = properties.of_trait(of.name(), it);
            map([
                ("property", text(&format!("#property:{id}"))),
                ("required", Yaml::Boolean(it.is_required)),
            ])
        });
        Yaml::Array(entries.collect())
    };

    let mut tracked = vec![
        ("type", text("event_rule")),
        ("id", text("group_rule")),
        ("event", text(&format!("#event:{EVENT}"))),
        ("identity_section", text("traits")),
        ("additional_properties", Yaml::Boolean(false)),
        ("properties", entries(rule.first, &rule.shared())),
    ];
    if !rule.cases.is_empty() {
        let cases = rule.cases.iter().map(|case| {
            let name = case.group.name();
            // A case has at least one.
            let own = match case.own.as_slice() {
                [] => vec![&rule.discriminator],
                own => own.to_vec(),
            };
            map([
                ("display_name", text(name)),
                ("match", Yaml::Array(vec![text(case.group_type)])),
                ("description", text(&format!("Traits of {name}"))),
                ("properties", entries(case.group, &own)),
            ])
        });
        let cases = Yaml::Array(cases.collect());
        let discriminator = properties.of_trait("", &rule.discriminator);
        let variants = map([
            ("type", text("discriminator")),
            ("discriminator", text(&format!("#property:{discriminator}"))),
            ("cases", cases),
            ("default", map([("properties", Yaml::Array(Vec::new()))])),
        ]);
        tracked.push(("variants", Yaml::Array(vec![variants])));
    }

    let event = map([
        ("id", text(EVENT)),
        ("event_type", text("group")),
        ("description", text("Links a user to a group")),
    ]);
    let tracking_plan = map([
        ("id", text(&plan.id)),
        ("display_name", text(&plan.display_name)),
        ("rules", Yaml::Array(vec![map(tracked)])),
    ]);
    if let Some((of, name)) = properties.misnamed() {
        return Err(PlanError::InvalidTraitName { of, name });
    }
    let (types, properties) = properties.used();
    let list = |of, list| map([(of, Yaml::Array(list))]);
    let file = |kind, spec| {
        map([
            ("version", text("rudder/v1")),
            ("kind", text(kind)),
            ("metadata", map([("name", text(&plan.id))])),
            ("spec", spec),
        ])
    };
    Ok([
        (CUSTOM_TYPES, file("custom-types", list("types", types))),
        (
            PROPERTIES,
            file("properties", list("properties", properties)),
        ),
        (EVENTS, file("events", list("events", vec![event]))),
        (TRACKING_PLAN, file("tracking-plan", tracking_plan)),
    ])
}

/// The discriminator's name, for the reader.
pub(super) fn is_discriminator(name: &str) -> bool {
    name == DISCRIMINATOR
}

fn text(text: &str) -> Yaml {
    Yaml::String(text.to_owned())
}

fn map<'m>(members: impl IntoIterator<Item = (&'m str, Yaml)>) -> Yaml {
    let members = members.into_iter().map(|(key, value)| (text(key), value));
    Yaml::Hash(members.collect::<Hash>())
}

/// JSON as YAML.
fn yaml(value: &Value) -> Yaml {
    match value {
        Value::Null => Yaml::Null,
        Value::Bool(value) => Yaml::Boolean(*value),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => Yaml::Integer(integer),
            None => Yaml::Real(number.to_string()),
        },
        Value::String(value) => text(value),
        Value::Array(values) => Yaml::Array(values.iter().map(yaml).collect()),
        Value::Object(members) => map(members
            .iter()
            .map(|(key, value)| (key.as_str(), yaml(value)))),
    }
}
