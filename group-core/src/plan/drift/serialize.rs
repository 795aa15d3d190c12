//! A drift for programs. The documentation of [`Drift`] has its form.

use serde_core::ser::{Serialize, SerializeMap, Serializer};

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
        map.serialize_entry("summary", &self.what())?;
        map.serialize_entry("order", &self.order())?;
        map.serialize_entry("validator", &self.validator())?;
        map.serialize_entry("warehouse", &self.warehouse)?;
        map.serialize_entry("destinations", &self.destination())?;
        map.serialize_entry("readers", &self.readers)?;
        match &self.kind {
            ChangeKind::GroupAdded => map.serialize_entry("kind", "group_added")?,
            ChangeKind::GroupRemoved => map.serialize_entry("kind", "group_removed")?,
            ChangeKind::Added { required } => {
                map.serialize_entry("kind", "added")?;
                map.serialize_entry("required", required)?;
            }
            ChangeKind::Removed { required } => {
                map.serialize_entry("kind", "removed")?;
                map.serialize_entry("required", required)?;
            }
            ChangeKind::Required => map.serialize_entry("kind", "required")?,
            ChangeKind::Optional => map.serialize_entry("kind", "optional")?,
            ChangeKind::Retyped { from, to } => {
                map.serialize_entry("kind", "retyped")?;
                map.serialize_entry("from", from)?;
                map.serialize_entry("to", to)?;
            }
            ChangeKind::Limited { limit, from, to } => {
                map.serialize_entry("kind", "limited")?;
                map.serialize_entry("limit", limit)?;
                map.serialize_entry("from", from)?;
                map.serialize_entry("to", to)?;
            }
            ChangeKind::Rule { setting, from, to } => {
                map.serialize_entry("kind", "rule")?;
                map.serialize_entry("setting", setting)?;
                map.serialize_entry("from", from)?;
                map.serialize_entry("to", to)?;
            }
            ChangeKind::Unknown { reference } => {
                map.serialize_entry("kind", "unknown")?;
                map.serialize_entry("reference", reference)?;
            }
            ChangeKind::Rewritten => map.serialize_entry("kind", "rewritten")?,
        }
        map.end()
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

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Field => "field",
            Self::Description => "description",
            Self::Name => "name",
        })
    }
}

impl Serialize for Order {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Any => "any",
            Self::PlanFirst => "plan_first",
            Self::ProgramFirst => "program_first",
            Self::TwoSteps => "two_steps",
        })
    }
}

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Safe => "safe",
            Self::Breaking => "breaking",
        })
    }
}
