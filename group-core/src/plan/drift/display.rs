//! A drift in words: what has changed, what that breaks and how to release it.

use std::fmt::{self, Display};

use super::{Change, ChangeKind, Drift, Evidence, Grade, Order, Rename};

impl Drift {
    /// How to release all the changes, in one line.
    pub(super) fn verdict(&self) -> String {
        let order = self.order();
        if order != Order::TwoSteps {
            return order.to_string();
        }
        let has = |order| self.changes.iter().any(|change| change.order() == order);
        let release = |of, changes: &str, steps: &str| match (has(of), has(Order::TwoSteps)) {
            (true, true) => format!("{changes} and {steps}"),
            (true, false) => changes.to_owned(),
            (false, _) => steps.to_owned(),
        };
        format!(
            "no order is safe, so make two releases: first {} (plan first), then {} (program first)",
            release(
                Order::PlanFirst,
                "the changes marked `plan first`",
                "the first of two steps"
            ),
            release(
                Order::ProgramFirst,
                "the changes marked `program first`",
                "the second of two steps"
            ),
        )
    }
}

impl Change {
    pub(super) fn summary(&self) -> String {
        let path = &self.path;
        match &self.kind {
            ChangeKind::GroupAdded => "the group is new".to_owned(),
            ChangeKind::GroupRemoved => "the group is gone".to_owned(),
            ChangeKind::Added { required: false } => format!("`{path}` is new"),
            ChangeKind::Added { required: true } => format!("`{path}` is new and required"),
            ChangeKind::Removed { .. } => format!("`{path}` is gone"),
            ChangeKind::Required => format!("`{path}` is required now"),
            ChangeKind::Optional => format!("`{path}` may be missing now"),
            ChangeKind::Retyped { from, to } => format!("`{path}` was {from} and is {to}"),
            ChangeKind::Limited { limit, from, to } => {
                let shown = |limit: &Option<String>| limit.clone().unwrap_or("none".to_owned());
                let (from, to) = (shown(from), shown(to));
                format!("`{limit}` of `{path}` was {from} and is {to}")
            }
            ChangeKind::Rule { setting, from, to } => {
                let from = if from.is_empty() { "nothing" } else { from };
                format!("`{setting}` of the rule was {from} and is {to}")
            }
            ChangeKind::Unknown { reference } => {
                format!("the rule had the property `{reference}`, which is in none of the files")
            }
            ChangeKind::Rewritten => {
                "the files have other descriptions, ids or another order".to_owned()
            }
        }
    }

    /// The two steps: the first one is safe with the plan first, the second one with the program first.
    fn steps(&self) -> &'static str {
        match &self.kind {
            ChangeKind::Added { .. } => "first add it as optional, then make it required",
            ChangeKind::Removed { .. } => "first make it optional, then remove it",
            _ => {
                "first send it under a new name as well and make the old one optional, then remove the old one"
            }
        }
    }

    fn validator_effect(&self) -> &'static str {
        match (self.validator(), &self.kind) {
            (Grade::Safe, _) => "events already in flight stay valid",
            (Grade::Breaking, ChangeKind::Added { .. } | ChangeKind::Required) => {
                "events already in flight may lack it, and are then marked or dropped"
            }
            (Grade::Breaking, ChangeKind::Removed { .. } | ChangeKind::GroupRemoved) => {
                "events already in flight may have it, and are then marked or dropped"
            }
            (Grade::Breaking, _) => {
                "events already in flight may have values that are no longer valid, and are then marked or dropped"
            }
        }
    }

    fn warehouse_effect(&self) -> &'static str {
        match (self.warehouse, &self.kind) {
            (Grade::Breaking, _) => {
                "its column keeps its type, and what does not fit it is not stored there"
            }
            (_, ChangeKind::Added { .. } | ChangeKind::GroupAdded) => "columns are added",
            (_, ChangeKind::Removed { .. } | ChangeKind::GroupRemoved) => {
                "the column stays, and is empty in new rows"
            }
            _ => "no column changes",
        }
    }

    fn destinations_effect(&self) -> String {
        match (self.destination(), self.readers.as_slice()) {
            (Some(Grade::Safe), _) => "no name that one reads vanishes".to_owned(),
            (Some(Grade::Breaking), readers) => {
                let shown: Vec<_> = readers.iter().take(3).copied().collect();
                let more = match readers.len().saturating_sub(shown.len()) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                format!("read by {}{more}", shown.join(", "))
            }
            (None, _) => "whether one reads it is known with the feature `destinations`".to_owned(),
        }
    }
}

impl Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Safe => "safe",
            Self::Breaking => "breaking",
        })
    }
}

impl Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Any => "publish the plan and deploy the program in any order",
            Self::PlanFirst => "publish the plan, then deploy the program",
            Self::ProgramFirst => {
                "deploy the program, wait until the events that it sent before have arrived, then publish the plan"
            }
            Self::TwoSteps => "no order is safe; make the change in two steps",
        })
    }
}

impl Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(group) = &self.group {
            write!(f, "{group}: ")?;
        }
        write!(f, "{}", self.summary())?;
        let grade = self.validator();
        write!(f, "\n    validator: {grade}: {}", self.validator_effect())?;
        write!(
            f,
            "\n    warehouse: {}: {}",
            self.warehouse,
            self.warehouse_effect()
        )?;
        let grade = self
            .destination()
            .map_or("unknown".to_owned(), |grade| grade.to_string());
        write!(
            f,
            "\n    destinations: {grade}: {}",
            self.destinations_effect()
        )?;
        let order = self.order();
        match order {
            Order::Any => f.write_str("\n    order: any"),
            Order::PlanFirst => write!(f, "\n    order: plan first: {order}"),
            Order::ProgramFirst => write!(f, "\n    order: program first: {order}"),
            Order::TwoSteps => write!(f, "\n    order: two steps: {}", self.steps()),
        }
    }
}

impl Display for Rename {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to, .. } = self;
        if let Some(group) = &self.group {
            write!(f, "{group}: ")?;
        }
        write!(f, "`{from}` was probably renamed to `{to}`: ")?;
        match self.evidence {
            Evidence::Field => write!(f, "the field is the same")?,
            Evidence::Description => write!(f, "the description is the same")?,
            Evidence::Name => write!(f, "the names have the same words")?,
        }
        write!(
            f,
            "\n    to readers, `{from}` ends and `{to}` starts empty: both changes above apply"
        )?;
        if self.is_part {
            return write!(
                f,
                "\n    to keep the name, give the part its old name\n    to rename it, release twice: first with both \
                 parts, which may be missing, then with the new one alone"
            );
        }
        write!(
            f,
            "\n    to keep the name, write `#[group(rename = \"{from}\")]`\n    to rename it, release twice: first with \
             `#[group(also = \"{from}\")]`, as an `Option` if it is required, then without"
        )
    }
}

impl Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.changes.len();
        let s = if count == 1 { "" } else { "s" };
        let verdict = self.verdict();
        write!(
            f,
            "the catalog is out of date: {count} change{s}; {verdict}"
        )?;
        for change in &self.changes {
            write!(f, "\n- {change}")?;
        }
        for rename in &self.renames {
            write!(f, "\n- {rename}")?;
        }
        Ok(())
    }
}
