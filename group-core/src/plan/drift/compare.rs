//! Compares a catalog with the types, group by group.

use std::collections::{BTreeMap, BTreeSet};

use yaml_rust2::Yaml;

use super::renames::{Lone, renames};
use super::{Change, ChangeKind, Drift, Grade, Rename};
use crate::plan::catalog::{Catalogued, Entry, Reading, Shape};
use crate::plan::rule::DISCRIMINATOR;
use crate::plan::trait_schema::without_hash;

/// The fields of a group's traits, by the `groupType` and the name in the event.
pub(in super::super) type Fields<'f> = &'f dyn Fn(Option<&str>, &str) -> Option<&'static str>;

/// The changes from a catalog to the types.
pub(in super::super) fn compare(old: &Reading, new: &Reading, fields: Fields) -> Drift {
    let mut drift = Drift::default();
    compare_rules(old, new, &mut Changes::new(&mut drift, None, &|_| None));
    // A group without a type is the only one of its plan.
    let is_only = old.groups.len() == 1 && new.groups.len() == 1;
    let is_same = |one: &Catalogued, other: &Catalogued| {
        let lacks_type = one.group_type.is_none() || other.group_type.is_none();
        one.group_type == other.group_type || (is_only && lacks_type)
    };
    for group in &old.groups {
        let now = new.groups.iter().find(|other| is_same(group, other));
        let field = |name: &str| fields(now?.group_type.as_deref(), name);
        let mut changes = Changes::new(&mut drift, group.group_type.as_ref(), &field);
        let Some(now) = now else {
            changes.group_removed(group);
            continue;
        };
        let has_type = group.group_type.is_some() && now.group_type.is_some();
        let traits = |group: &Catalogued| {
            let mut traits = group.traits.clone();
            if has_type {
                traits.remove(DISCRIMINATOR);
            }
            traits
        };
        let are_open = (old.is_open, new.is_open);
        changes.entries("", &traits(group), &traits(now), are_open);
    }
    let is_new = |group: &&Catalogued| !old.groups.iter().any(|other| is_same(other, group));
    for group in new.groups.iter().filter(is_new) {
        Changes::new(&mut drift, group.group_type.as_ref(), &|_| None).push(
            "",
            ChangeKind::GroupAdded,
            (true, false),
            Grade::Safe,
        );
    }
    drift
}

/// The changes of the rule as a whole.
fn compare_rules(old: &Reading, new: &Reading, changes: &mut Changes) {
    for (setting, to) in &new.settings {
        let from = old.settings.get(setting).cloned().unwrap_or_default();
        // A single group needs no discriminator.
        let is_needed = *setting != "discriminator" || !(from.is_empty() || to.is_empty());
        if from != *to && is_needed {
            let to = to.clone();
            let kind = ChangeKind::Rule { setting, from, to };
            changes.push("", kind, (false, true), Grade::Safe);
        }
    }
    if old.is_open != new.is_open {
        let kind = ChangeKind::Rule {
            setting: "additional_properties",
            from: old.is_open.to_string(),
            to: new.is_open.to_string(),
        };
        changes.push("", kind, (new.is_open, old.is_open), Grade::Safe);
    }
    for reference in &old.unknown {
        let reference = reference.clone();
        let kind = ChangeKind::Unknown { reference };
        changes.push("", kind, (true, true), Grade::Safe);
    }
}

struct Changes<'c> {
    group: Option<String>,
    drift: &'c mut Drift,
    /// The field that a trait is sent from, by its name in the event.
    field: &'c dyn Fn(&str) -> Option<&'static str>,
    /// Whether the values are in an array, which a warehouse stores as one string.
    is_in_array: bool,
}

impl<'c> Changes<'c> {
    fn new(
        drift: &'c mut Drift,
        group: Option<&String>,
        field: &'c dyn Fn(&str) -> Option<&'static str>,
    ) -> Self {
        Self {
            group: group.cloned(),
            drift,
            field,
            is_in_array: false,
        }
    }

    fn push(
        &mut self,
        path: &str,
        kind: ChangeKind,
        (is_backward, is_forward): (bool, bool),
        warehouse: Grade,
    ) {
        let readers = match &kind {
            ChangeKind::Removed { .. } => readers(path),
            _ => Vec::new(),
        };
        self.drift.changes.push(Change {
            group: self.group.clone(),
            path: path.to_owned(),
            kind,
            is_backward,
            is_forward,
            warehouse,
            readers,
        });
    }

    fn group_removed(&mut self, group: &Catalogued) {
        let names = group.traits.keys();
        let mut readers: Vec<_> = names.flat_map(|name| readers(name)).collect();
        readers.sort_unstable();
        readers.dedup();
        self.push("", ChangeKind::GroupRemoved, (false, true), Grade::Safe);
        if let Some(change) = self.drift.changes.last_mut() {
            change.readers = readers;
        }
    }

    /// The properties of an object. In an open one, others are valid too: before, and now.
    fn entries<'e>(
        &mut self,
        parent: &str,
        old: &'e BTreeMap<String, Entry>,
        new: &'e BTreeMap<String, Entry>,
        (was_open, is_open): (bool, bool),
    ) {
        let path = |name: &str| match parent {
            "" => name.to_owned(),
            parent => format!("{parent}.{name}"),
        };
        let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
        for name in names {
            let path = path(name);
            match (old.get(name), new.get(name)) {
                (Some(old), Some(new)) => self.entry(&path, old, new),
                (Some(old), None) => {
                    let required = old.is_required;
                    let kind = ChangeKind::Removed { required };
                    self.push(&path, kind, (is_open, !required), Grade::Safe);
                }
                (None, Some(new)) => {
                    let required = new.is_required;
                    let kind = ChangeKind::Added { required };
                    self.push(&path, kind, (!required, was_open), Grade::Safe);
                }
                (None, None) => {}
            }
        }
        let lone = |one: &'e BTreeMap<String, Entry>, other: &BTreeMap<String, Entry>| {
            one.iter()
                .filter(|(name, _)| !other.contains_key(*name))
                .map(|(name, entry)| Lone {
                    name,
                    entry,
                    field: (self.field)(name).filter(|_| parent.is_empty()),
                })
                .collect::<Vec<_>>()
        };
        let (gone, new) = (lone(old, new), lone(new, old));
        let pairs = renames(&gone, &new, have_same_values).into_iter();
        let renames = pairs.map(|(from, to, evidence)| Rename {
            group: self.group.clone(),
            from: path(from),
            to: path(to),
            evidence,
            is_part: !parent.is_empty(),
        });
        self.drift.renames.extend(renames);
    }

    fn entry(&mut self, path: &str, old: &Entry, new: &Entry) {
        match (old.is_required, new.is_required) {
            (false, true) => self.push(path, ChangeKind::Required, (false, true), Grade::Safe),
            (true, false) => self.push(path, ChangeKind::Optional, (true, false), Grade::Safe),
            _ => {}
        }
        // What is defined elsewhere can't be compared.
        if let (Some(old), Some(new)) = (&old.shape, &new.shape) {
            self.shape(path, old, new);
        }
    }

    fn shape(&mut self, path: &str, old: &Shape, new: &Shape) {
        let warehouse = Grade::unless(self.is_in_array || column(old) == column(new));
        if old.types != new.types {
            let kind = ChangeKind::Retyped {
                from: types(old),
                to: types(new),
            };
            let validity = (is_within(old, new), is_within(new, old));
            return self.push(path, kind, validity, warehouse);
        }
        let limits: BTreeSet<_> = old.config.keys().chain(new.config.keys()).collect();
        for limit in limits {
            let (from, to) = (old.config.get(limit), new.config.get(limit));
            if from != to {
                let kind = ChangeKind::Limited {
                    limit: limit.clone(),
                    from: from.map(shown),
                    to: to.map(shown),
                };
                let validity = (is_wider(limit, to, from), is_wider(limit, from, to));
                self.push(path, kind, validity, warehouse);
            }
        }
        if old.is_open != new.is_open {
            let open = |shape: &Shape| Some(shape.is_open.to_string());
            let kind = ChangeKind::Limited {
                limit: "additional_properties".to_owned(),
                from: open(old),
                to: open(new),
            };
            self.push(path, kind, (new.is_open, old.is_open), warehouse);
        }
        self.entries(
            path,
            &old.properties,
            &new.properties,
            (old.is_open, new.is_open),
        );
        let elements = format!("{path}[]");
        match (&old.items, &new.items) {
            (Some(old), Some(new)) => {
                let was_in_array = std::mem::replace(&mut self.is_in_array, true);
                self.shape(&elements, old, new);
                self.is_in_array = was_in_array;
            }
            (None, None) => {}
            (from, to) => {
                let shown = |items: &Option<Box<Shape>>| {
                    let types = items.as_ref().map(|items| types(items));
                    types.unwrap_or(ANY.to_owned())
                };
                let kind = ChangeKind::Retyped {
                    from: shown(from),
                    to: shown(to),
                };
                let validity = (to.is_none(), from.is_none());
                self.push(&elements, kind, validity, Grade::Safe);
            }
        }
    }
}

/// Whether two traits are known to take the same values. Whether they are required does not matter.
fn have_same_values(one: &Entry, other: &Entry) -> bool {
    let (Some(one), Some(other)) = (&one.shape, &other.shape) else {
        return false;
    };
    let mut drift = Drift::default();
    Changes::new(&mut drift, None, &|_| None).shape("", one, other);
    drift.changes.is_empty()
}

const ANY: &str = "anything";

fn types(shape: &Shape) -> String {
    if shape.types.is_empty() {
        return ANY.to_owned();
    }
    Vec::from_iter(shape.types.iter().map(String::as_str)).join(" or ")
}

/// Whether what is valid under one is valid under the other.
fn is_within(inner: &Shape, outer: &Shape) -> bool {
    let has = |name: &str| outer.types.contains(name);
    let is_valid = |name: &String| has(name) || (name == "integer" && has("number"));
    let has_types =
        outer.types.is_empty() || (!inner.types.is_empty() && inner.types.iter().all(is_valid));
    let mut limits = outer.config.iter();
    let has_limits =
        limits.all(|(limit, given)| is_wider(limit, Some(given), inner.config.get(limit)));
    let has_items = match (&inner.items, &outer.items) {
        (_, None) => true,
        (Some(inner), Some(outer)) => is_within(inner, outer),
        (None, Some(_)) => false,
    };
    let mut parts = outer.properties.iter();
    let has_parts = parts.all(|(name, outer)| match inner.properties.get(name) {
        Some(inner) => {
            let shapes = inner.shape.as_ref().zip(outer.shape.as_ref());
            (inner.is_required || !outer.is_required)
                && shapes.is_none_or(|(inner, outer)| is_within(inner, outer))
        }
        None => false,
    });
    let mut names = inner.properties.keys();
    let is_open = outer.is_open
        || (!inner.is_open && names.all(|name| outer.properties.contains_key(name)))
        || !inner.types.contains("object");
    has_types && has_limits && has_items && has_parts && is_open
}

/// Whether all values within a limit are within another one; `None` is no limit.
fn is_wider(limit: &str, one: Option<&Yaml>, other: Option<&Yaml>) -> bool {
    let number = |limit: &Yaml| match limit {
        Yaml::Integer(integer) => Some(*integer as f64),
        real => real.as_f64(),
    };
    let is_least = matches!(limit, "min_length" | "min_items");
    let (Some(one), Some(other)) = (one, other) else {
        return one.is_none_or(|one| is_least && number(one) == Some(0.0));
    };
    match limit {
        "enum" => {
            let values = |of: &Yaml| of.as_vec().cloned().unwrap_or_default();
            let all = values(one);
            values(other).iter().all(|value| all.contains(value))
        }
        // A hash may take the place of a text.
        "pattern" => one == other || one.as_str().and_then(without_hash) == other.as_str(),
        "minimum" | "exclusive_minimum" | "min_length" | "min_items" => {
            number(one) <= number(other)
        }
        "maximum" | "exclusive_maximum" | "max_length" | "max_items" => {
            number(one) >= number(other)
        }
        _ => false,
    }
}

fn shown(limit: &Yaml) -> String {
    match limit {
        Yaml::String(text) => format!("`{text}`"),
        Yaml::Integer(integer) => integer.to_string(),
        Yaml::Real(real) => real.clone(),
        Yaml::Boolean(boolean) => boolean.to_string(),
        Yaml::Array(values) => {
            let values: Vec<_> = values.iter().map(shown).collect();
            values.join(", ")
        }
        _ => "null".to_owned(),
    }
}

/// The type of the column that RudderStack makes of the first value. A text that looks like a date gives one of its own.
fn column(shape: &Shape) -> Option<&'static str> {
    let mut types = shape.types.iter().filter(|name| *name != "null");
    let (only, more) = (types.next()?, types.next());
    if more.is_some() {
        return None;
    }
    let text = |limit| shape.config.get(limit).and_then(Yaml::as_str);
    let is_date = matches!(text("format"), Some("date" | "date-time"))
        || text("pattern")
            .is_some_and(|pattern| pattern.starts_with("^[0-9]{4}-[0-9]{2}-[0-9]{2}"));
    Some(match only.as_str() {
        "string" if is_date => "datetime",
        "string" => "text",
        "integer" => "int",
        "number" => "float",
        "boolean" => "boolean",
        "array" => "array",
        // The columns of its parts.
        "object" => "object",
        _ => return None,
    })
}

#[cfg(feature = "destinations")]
fn readers(path: &str) -> Vec<&'static str> {
    group_destinations::__private::readers(path)
}

#[cfg(not(feature = "destinations"))]
fn readers(_: &str) -> Vec<&'static str> {
    Vec::new()
}
