//! A drift for programs. The documentation of [`Drift`] has its form.

use serde_core::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use super::{Change, ChangeKind, Drift, Evidence, Grade, Order, Rename};

impl Serialize for Drift {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("order", &self.order())?;
        map.serialize_entry("verdict", &self.verdict())?;
        map.serialize_entry("is_breaking", &self.is_breaking())?;
        map.serialize_entry("changes", &self.changes)?;
        map.serialize_entry("renames", &self.renames)?;
        map.end()
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("group", &self.group)?;
        map.serialize_entry("path", &self.path)?;
        map.serialize_entry("summary", &self.summary())?;
        map.serialize_entry("order", &self.order())?;
        map.serialize_entry("validator", &self.validator())?;
        map.serialize_entry("warehouse", &self.warehouse)?;
        map.serialize_entry("destinations", &self.destination())?;
        map.serialize_entry("readers", &self.readers)?;
        let (kind, fields) = kind_and_fields(&self.kind);
        map.serialize_entry("kind", kind)?;
        for (name, value) in fields {
            map.serialize_entry(name, &value)?;
        }
        map.end()
    }
}

fn kind_and_fields(kind: &ChangeKind) -> (&'static str, Vec<(&'static str, Value)>) {
    match kind {
        ChangeKind::GroupAdded => ("group_added", vec![]),
        ChangeKind::GroupRemoved => ("group_removed", vec![]),
        ChangeKind::Added { required } => ("added", vec![("required", json!(required))]),
        ChangeKind::Removed { required } => ("removed", vec![("required", json!(required))]),
        ChangeKind::Required => ("required", vec![]),
        ChangeKind::Optional => ("optional", vec![]),
        ChangeKind::Retyped { from, to } => {
            ("retyped", vec![("from", json!(from)), ("to", json!(to))])
        }
        ChangeKind::Limited { limit, from, to } => (
            "limited",
            vec![
                ("limit", json!(limit)),
                ("from", json!(from)),
                ("to", json!(to)),
            ],
        ),
        ChangeKind::Rule { setting, from, to } => (
            "rule",
            vec![
                ("setting", json!(setting)),
                ("from", json!(from)),
                ("to", json!(to)),
            ],
        ),
        ChangeKind::Unknown { reference } => ("unknown", vec![("reference", json!(reference))]),
        ChangeKind::Rewritten => ("rewritten", vec![]),
    }
}

impl Serialize for Rename {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("group", &self.group)?;
        map.serialize_entry("from", &self.from)?;
        map.serialize_entry("to", &self.to)?;
        map.serialize_entry("evidence", &self.evidence)?;
        map.end()
    }
}

/// Serialises each variant as a word.
macro_rules! words {
    ($($enum:ident { $($variant:ident $word:literal)+ })+) => {
        $(impl Serialize for $enum {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(match self {
                    $(Self::$variant => $word,)+
                })
            }
        })+
    };
}

words! {
    Evidence { Field "field" Description "description" Name "name" }
    Order { Any "any" PlanFirst "plan_first" ProgramFirst "program_first" TwoSteps "two_steps" }
    Grade { Safe "safe" Breaking "breaking" }
}
