//! Reads the groups of a catalog from its files, with all references followed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use yaml_rust2::Yaml;

use crate::plan::rule::DISCRIMINATOR;

/// A group of the catalog.
#[derive(Debug)]
pub(in crate::plan) struct Catalogued {
    /// `None` for the only group of a plan that has no `groupType`.
    pub(in crate::plan) group_type: Option<String>,
    pub(in crate::plan) traits: BTreeMap<String, Entry>,
}

/// What the catalog says.
#[derive(Debug, Default)]
pub(in crate::plan) struct Reading {
    pub(in crate::plan) groups: Vec<Catalogued>,
    /// What holds for the rule as a whole, by its names.
    pub(in crate::plan) settings: BTreeMap<&'static str, String>,
    /// Whether events may have other traits.
    pub(in crate::plan) is_open: bool,
    /// The ids of properties that are defined nowhere here, and whose names are not known.
    pub(in crate::plan) unknown: BTreeSet<String>,
}

/// A property of a rule, of a case or of an object.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::plan) struct Entry {
    /// `None` if the property is defined elsewhere, and is known to stand for this trait.
    pub(in crate::plan) shape: Option<Shape>,
    pub(in crate::plan) is_required: bool,
    pub(in crate::plan) description: String,
}

/// What values are valid.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::plan) struct Shape {
    /// None for any.
    pub(in crate::plan) types: BTreeSet<String>,
    pub(in crate::plan) items: Option<Box<Shape>>,
    pub(in crate::plan) config: BTreeMap<String, Yaml>,
    pub(in crate::plan) properties: BTreeMap<String, Entry>,
    /// Whether an object may have other properties.
    pub(in crate::plan) is_open: bool,
}

/// The documents of a catalog.
struct Documents<'d> {
    all: &'d [&'d Yaml],
    /// Names with the ids of the properties that are reused for them.
    reused: &'d [(String, String)],
    /// The ids of properties that are defined nowhere here, and whose names are not known.
    unknown: RefCell<BTreeSet<String>>,
}

/// Reads the plan with this id; `None` if there is no such plan.
pub(in crate::plan) fn groups(
    documents: &[&Yaml],
    plan: &str,
    reused: &[(String, String)],
) -> Option<Reading> {
    let documents = Documents {
        all: documents,
        reused,
        unknown: RefCell::default(),
    };
    let plan = documents
        .specs("tracking-plan")
        .find(|spec| spec["id"].as_str() == Some(plan))?;
    let rule = list(&plan["rules"]).first()?;
    // An absent key is a `BadValue`, in which all keys are absent.
    let variant = list(&rule["variants"]).first();
    let settings = documents.settings(rule, variant);
    let common = documents.entries(&rule["properties"], 0);
    let groups = match variant {
        Some(variant) => list(&variant["cases"])
            .iter()
            .map(|case| {
                let group_type = list(&case["match"]).first().and_then(Yaml::as_str);
                let mut traits = common.clone();
                traits.extend(documents.entries(&case["properties"], 0));
                Catalogued {
                    group_type: group_type.map(str::to_owned),
                    traits,
                }
            })
            .collect(),
        None => vec![Catalogued {
            group_type: common
                .get(DISCRIMINATOR)
                .and_then(|entry| entry.shape.as_ref()?.only_value()),
            traits: common,
        }],
    };
    Some(Reading {
        groups,
        settings,
        is_open: rule["additional_properties"] != Yaml::Boolean(false),
        unknown: documents.unknown.into_inner(),
    })
}

/// Custom types can't have themselves as parts, but a file that was edited may say so.
const DEEPEST: usize = 10;

impl<'d> Documents<'d> {
    /// The keys of a rule that say which events it is for.
    fn settings(&self, rule: &Yaml, variant: Option<&Yaml>) -> BTreeMap<&'static str, String> {
        let event_type = rule["event"]
            .as_str()
            .and_then(|reference| self.find("events", "events", reference)?["event_type"].as_str());
        let identity_section = rule["identity_section"].as_str();
        let discriminator = variant.and_then(|variant| {
            let reference = variant["discriminator"].as_str()?;
            self.name(reference)
        });
        let others = variant.map_or(0, |variant| list(&variant["default"]["properties"]).len());
        BTreeMap::from([
            ("event_type", event_type.unwrap_or_default().to_owned()),
            (
                "identity_section",
                identity_section.unwrap_or_default().to_owned(),
            ),
            ("discriminator", discriminator.unwrap_or_default()),
            ("default", others.to_string()),
        ])
    }

    fn specs(&self, kind: &str) -> impl Iterator<Item = &'d Yaml> {
        self.all
            .iter()
            .filter(move |document| document["kind"].as_str() == Some(kind))
            .map(|document| &document["spec"])
    }

    fn find(&self, kind: &str, list_name: &str, reference: &str) -> Option<&'d Yaml> {
        let (kind_of_reference, id) = reference.split_once(':')?;
        // `#custom-type` refers to `custom-types`.
        let is_kind = match kind_of_reference.strip_prefix('#')? {
            "property" => kind == "properties",
            other => kind.strip_suffix('s') == Some(other),
        };
        self.specs(kind)
            .filter(|_| is_kind)
            .flat_map(|spec| list(&spec[list_name]))
            .find(|resource| resource["id"].as_str() == Some(id))
    }

    fn entries(&self, entries: &Yaml, depth: usize) -> BTreeMap<String, Entry> {
        let entry = |entry: &Yaml| {
            let reference = entry["property"].as_str()?;
            let found = self.find("properties", "properties", reference);
            let Some(name) = self.name(reference) else {
                self.unknown.borrow_mut().insert(reference.to_owned());
                return None;
            };
            let description = found.and_then(|property| property["description"].as_str());
            let entry = Entry {
                shape: found.map(|property| self.shape(property, depth)),
                is_required: entry["required"] == Yaml::Boolean(true),
                description: description.unwrap_or_default().to_owned(),
            };
            Some((name, entry))
        };
        list(entries).iter().filter_map(entry).collect()
    }

    /// The name of a property, which may be defined elsewhere.
    fn name(&self, reference: &str) -> Option<String> {
        let found = self.find("properties", "properties", reference);
        if let Some(name) = found.and_then(|property| property["name"].as_str()) {
            return Some(name.to_owned());
        }
        let id = reference.strip_prefix("#property:")?;
        let reused = self.reused.iter().find(|(_, reused)| reused == id);
        reused.map(|(name, _)| name.clone())
    }

    /// The values of a property or a custom type.
    fn shape(&self, resource: &Yaml, depth: usize) -> Shape {
        let referred = |reference: &str| {
            let custom = self.find("custom-types", "types", reference)?;
            (depth < DEEPEST).then(|| self.shape(custom, depth + 1))
        };
        let is_custom = |name: &str| name.starts_with("#custom-type:");
        let only = match resource["type"].as_str() {
            Some(custom) if is_custom(custom) => return referred(custom).unwrap_or_default(),
            only => only.map(str::to_owned),
        };
        let items = match resource["item_type"].as_str() {
            Some(custom) if is_custom(custom) => referred(custom),
            Some(primitive) => Some(Shape::of([primitive.to_owned()])),
            None if resource["item_types"].is_badvalue() => None,
            None => Some(Shape::of(strings(&resource["item_types"]))),
        };
        let mut config: BTreeMap<_, _> = resource["config"]
            .as_hash()
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), value.clone())))
            .collect();
        let additional = config.remove("additional_properties");
        Shape {
            types: only
                .into_iter()
                .chain(strings(&resource["types"]))
                .collect(),
            items: items.map(Box::new),
            config,
            properties: self.entries(&resource["properties"], depth + 1),
            is_open: additional != Some(Yaml::Boolean(false)),
        }
    }
}

impl Shape {
    fn of(types: impl IntoIterator<Item = String>) -> Self {
        Self {
            types: types.into_iter().collect(),
            is_open: true,
            ..Self::default()
        }
    }

    /// The value, if only one is valid.
    fn only_value(&self) -> Option<String> {
        match list(self.config.get("enum")?) {
            [only] => only.as_str().map(str::to_owned),
            _ => None,
        }
    }
}

/// The elements of a list; none if there is none.
fn list(yaml: &Yaml) -> &[Yaml] {
    yaml.as_vec().map_or(&[], Vec::as_slice)
}

fn strings(yaml: &Yaml) -> impl Iterator<Item = String> {
    list(yaml)
        .iter()
        .filter_map(Yaml::as_str)
        .map(str::to_owned)
}
