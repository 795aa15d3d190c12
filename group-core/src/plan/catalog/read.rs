//! What the files of a catalog say of each group, with all references followed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use yaml_rust2::Yaml;

use super::is_discriminator;

/// Why a file can't be read.
#[derive(Debug)]
pub(in super::super) enum Unreadable {
    Io(io::Error),
    Yaml(String),
}

/// A group of the catalog.
#[derive(Debug)]
pub(in super::super) struct Catalogued {
    /// `None` for the only group of a plan that has no `groupType`.
    pub(in super::super) group_type: Option<String>,
    pub(in super::super) traits: BTreeMap<String, Entry>,
}

/// What the catalog says.
#[derive(Debug, Default)]
pub(in super::super) struct Reading {
    pub(in super::super) groups: Vec<Catalogued>,
    /// What holds for the rule as a whole, by its names.
    pub(in super::super) settings: BTreeMap<&'static str, String>,
    /// Whether events may have other traits.
    pub(in super::super) is_open: bool,
    /// The ids of properties that are defined nowhere here, and whose names are not known.
    pub(in super::super) unknown: BTreeSet<String>,
}

/// A property of a rule, of a case or of an object.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Entry {
    /// `None` if the property is defined elsewhere, and is known to stand for this trait.
    pub(in super::super) shape: Option<Shape>,
    pub(in super::super) is_required: bool,
    pub(in super::super) description: String,
}

/// What values are valid.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) struct Shape {
    /// None for any.
    pub(in super::super) types: BTreeSet<String>,
    pub(in super::super) items: Option<Box<Shape>>,
    pub(in super::super) config: BTreeMap<String, Yaml>,
    pub(in super::super) properties: BTreeMap<String, Entry>,
    /// Whether an object may have other properties.
    pub(in super::super) is_open: bool,
}

/// Documents of a catalog.
struct Documents<'d> {
    all: &'d [&'d Yaml],
    /// Names with the ids of the properties that stand for them.
    reused: &'d [(String, String)],
    /// The ids of properties that are defined nowhere here, and whose names are not known.
    unknown: RefCell<BTreeSet<String>>,
}

/// What is said in the plan with this id; `None` if there is no such plan.
pub(in super::super) fn groups(
    documents: &[&Yaml],
    plan: &str,
    reused: &[(String, String)],
) -> Option<Reading> {
    let all = Documents {
        all: documents,
        reused,
        unknown: RefCell::default(),
    };
    let plans = all.specs("tracking-plan");
    let plan = plans
        .into_iter()
        .find(|spec| text(spec, "id") == Some(plan))?;
    let rule = list(plan, "rules").first()?;
    let mut reading = Reading {
        is_open: get(rule, "additional_properties") != Some(&Yaml::Boolean(false)),
        ..Reading::default()
    };
    let variant = list(rule, "variants").first();
    let discriminator = variant.and_then(|it| text(it, "discriminator"));
    let discriminator = discriminator.and_then(|it| all.name(it));
    let others = variant.and_then(|it| get(it, "default"));
    let others = others
        .map_or(0, |it| list(it, "properties").len())
        .to_string();
    let event = text(rule, "event").and_then(|it| all.find("events", "events", it));
    let event_type = event.and_then(|it| text(it, "event_type"));
    for (name, value) in [
        ("event_type", event_type),
        ("identity_section", text(rule, "identity_section")),
        (
            "discriminator",
            discriminator.as_deref().or(variant.map(|_| "")),
        ),
        ("default", Some(&*others)),
    ] {
        let value = value.unwrap_or_default().to_owned();
        reading.settings.insert(name, value);
    }
    let common = all.entries(list(rule, "properties"), 0);
    let Some(variant) = variant else {
        let only = common.iter().find(|(name, _)| is_discriminator(name));
        let group_type = only.and_then(|(_, entry)| entry.shape.as_ref()?.only_value());
        reading.groups.push(Catalogued {
            group_type,
            traits: common,
        });
        reading.unknown = all.unknown.into_inner();
        return Some(reading);
    };
    for case in list(variant, "cases") {
        let own = all.entries(list(case, "properties"), 0);
        let traits = common.iter().map(|(name, it)| (name.clone(), it.clone()));
        let traits = traits.chain(own).collect();
        let group_type = list(case, "match").first().and_then(Yaml::as_str);
        reading.groups.push(Catalogued {
            group_type: group_type.map(str::to_owned),
            traits,
        });
    }
    reading.unknown = all.unknown.into_inner();
    Some(reading)
}

/// Custom types can't have themselves as parts, but a file that was edited may say so.
const DEEPEST: usize = 10;

impl<'d> Documents<'d> {
    fn specs(&self, kind: &str) -> Vec<&'d Yaml> {
        let of_kind = self.all.iter().filter(|it| text(it, "kind") == Some(kind));
        of_kind.filter_map(|it| get(it, "spec")).collect()
    }

    fn find(&self, kind: &str, list_of: &str, reference: &str) -> Option<&'d Yaml> {
        let (kind_of_reference, id) = reference.split_once(':')?;
        // `#custom-type` refers to `custom-types`.
        let is_kind = match kind_of_reference.strip_prefix('#')? {
            "property" => kind == "properties",
            other => kind.strip_suffix('s') == Some(other),
        };
        if !is_kind {
            return None;
        }
        let specs = self.specs(kind).into_iter();
        let mut all = specs.flat_map(|spec| list(spec, list_of));
        all.find(|it| text(it, "id") == Some(id))
    }

    fn entries(&self, entries: &[Yaml], depth: usize) -> BTreeMap<String, Entry> {
        let entries = entries.iter().filter_map(|entry| {
            let reference = text(entry, "property")?;
            let required = get(entry, "required").and_then(Yaml::as_bool);
            let found = self.find("properties", "properties", reference);
            let Some(name) = self.name(reference) else {
                self.unknown.borrow_mut().insert(reference.to_owned());
                return None;
            };
            let entry = Entry {
                shape: found.map(|it| self.shape(it, depth)),
                is_required: required == Some(true),
                description: found
                    .and_then(|it| text(it, "description"))
                    .unwrap_or_default()
                    .to_owned(),
            };
            Some((name, entry))
        });
        entries.collect()
    }

    /// The name of a property, which may be defined elsewhere.
    fn name(&self, reference: &str) -> Option<String> {
        let found = self.find("properties", "properties", reference);
        if let Some(name) = found.and_then(|it| text(it, "name")) {
            return Some(name.to_owned());
        }
        let id = reference.strip_prefix("#property:")?;
        let reused = self.reused.iter().find(|(_, reused)| reused == id);
        reused.map(|(name, _)| name.clone())
    }

    fn shape(&self, of: &Yaml, depth: usize) -> Shape {
        let custom = text(of, "type").filter(|it| it.starts_with("#custom-type:"));
        if let Some(reference) = custom {
            return match self.find("custom-types", "types", reference) {
                Some(found) if depth < DEEPEST => self.shape(found, depth + 1),
                _ => Shape::default(),
            };
        }
        let types = text(of, "type").into_iter().map(str::to_owned);
        let several = strings(of, "types");
        let items = match text(of, "item_type") {
            Some(custom) if custom.starts_with("#custom-type:") => self
                .find("custom-types", "types", custom)
                .filter(|_| depth < DEEPEST)
                .map(|it| self.shape(it, depth + 1)),
            Some(primitive) => Some(Shape::of([primitive.to_owned()])),
            None => get(of, "item_types").map(|_| Shape::of(strings(of, "item_types"))),
        };
        let mut config: BTreeMap<_, _> = get(of, "config")
            .and_then(Yaml::as_hash)
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), value.clone())))
            .collect();
        let others = config.remove("additional_properties");
        Shape {
            types: types.chain(several).collect(),
            items: items.map(Box::new),
            config,
            properties: self.entries(list(of, "properties"), depth + 1),
            is_open: others != Some(Yaml::Boolean(false)),
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

    /// The only value that it has.
    fn only_value(&self) -> Option<String> {
        match self.config.get("enum")?.as_vec()?.as_slice() {
            [only] => only.as_str().map(str::to_owned),
            _ => None,
        }
    }
}

fn get<'y>(of: &'y Yaml, key: &str) -> Option<&'y Yaml> {
    of.as_hash()?.get(&Yaml::String(key.to_owned()))
}

fn text<'y>(of: &'y Yaml, key: &str) -> Option<&'y str> {
    get(of, key)?.as_str()
}

fn list<'y>(of: &'y Yaml, key: &str) -> &'y [Yaml] {
    let list = get(of, key).and_then(|it| it.as_vec());
    list.map_or(&[], Vec::as_slice)
}

fn strings(of: &Yaml, key: &str) -> Vec<String> {
    let strings = list(of, key).iter().filter_map(Yaml::as_str);
    strings.map(str::to_owned).collect()
}
