//! What differs between a catalog and the types.

mod compare;

use std::fmt::{self, Display};

pub(super) use compare::compare;

/// What a catalog does not say as the types do: at least one change.
///
/// Shown, it has for each change what it means for the validator, the warehouse and the destinations, and in which order to
/// publish the plan and to deploy the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    pub(super) changes: Vec<Change>,
}

impl Drift {
    /// The changes, by groups and then by names.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether one of the changes breaks a reader.
    pub fn is_breaking(&self) -> bool {
        self.changes.iter().any(Change::is_breaking)
    }
}

/// One difference, from the catalog to the types.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub(super) group: Option<String>,
    pub(super) path: String,
    pub(super) kind: ChangeKind,
    /// Whether events of before are valid after it, and events of after it before.
    pub(super) is_backward: bool,
    pub(super) is_forward: bool,
    pub(super) warehouse: Grade,
    /// The destinations that read a name that vanishes.
    pub(super) readers: Vec<&'static str>,
}

/// What a change is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ChangeKind {
    /// A group is new.
    GroupAdded,
    /// A group is gone.
    GroupRemoved,
    /// A trait, or a part of one, is new.
    Added {
        /// Whether it is required.
        required: bool,
    },
    /// A trait, or a part of one, is gone.
    Removed {
        /// Whether it was required.
        required: bool,
    },
    /// A trait that could be missing is required.
    Required,
    /// A trait that was required may be missing.
    Optional,
    /// A trait has another type.
    Retyped {
        /// What it was.
        from: String,
        /// What it is.
        to: String,
    },
    /// Its values have another limit.
    Limited {
        /// The limit, as a catalog calls it: `enum`, `minimum`, `pattern`.
        limit: String,
        /// What it was; `None` if there was none.
        from: Option<String>,
        /// What it is.
        to: Option<String>,
    },
    /// The rule as a whole says something else: the files were changed by hand.
    Rule {
        /// The key.
        setting: &'static str,
        /// What it was; empty if it was not there.
        from: String,
        /// What it is.
        to: String,
    },
    /// The rule refers to a property that is in none of the files, and stands for no trait any more. It is not known what it
    /// was, so what takes its place is shown as new.
    Unknown {
        /// The reference to it.
        reference: String,
    },
    /// The files say the same, with other descriptions, ids or another order.
    Rewritten,
}

/// What a change does to one reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// It reads on.
    Safe,
    /// Something that was there is refused, or not found again.
    Breaking,
}

/// In which order to publish the plan and to deploy the program, so that no event is marked or dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Any.
    Any,
    /// The plan before the program: it would refuse what the program sends.
    PlanFirst,
    /// The program before the plan, and the plan only when what was sent before has arrived.
    ProgramFirst,
    /// None is safe: make the change in two steps.
    TwoSteps,
}

impl Change {
    /// The `groupType` of the group; `None` for the only group of a plan that has none, and for the files as a whole.
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// The trait, by its names in the event: `employees`, `address.city`, `tags[]` for the elements of an array. Empty for a
    /// group.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What it is.
    pub fn kind(&self) -> &ChangeKind {
        &self.kind
    }

    /// What it does to RudderStack's validator: breaking if it refuses events that were sent before, and are on their way.
    pub fn validator(&self) -> Grade {
        Grade::unless(self.is_backward)
    }

    /// What it does to the warehouse: breaking if a column has another type, or other columns take its place.
    pub fn warehouse(&self) -> Grade {
        self.warehouse
    }

    /// What it does to destinations: breaking if one of them reads a name that vanishes. Without the feature `destinations`
    /// it is not known, and `None` where a name vanishes.
    pub fn destination(&self) -> Option<Grade> {
        match self.removes() {
            false => Some(Grade::Safe),
            true if cfg!(feature = "destinations") => Some(Grade::unless(self.readers.is_empty())),
            true => None,
        }
    }

    /// Whether it breaks one of the three.
    pub fn is_breaking(&self) -> bool {
        [
            Some(self.validator()),
            Some(self.warehouse()),
            self.destination(),
        ]
        .contains(&Some(Grade::Breaking))
    }

    /// In which order to publish the plan and to deploy the program.
    pub fn order(&self) -> Order {
        match (self.is_backward, self.is_forward) {
            (true, true) => Order::Any,
            (true, false) => Order::PlanFirst,
            (false, true) => Order::ProgramFirst,
            (false, false) => Order::TwoSteps,
        }
    }

    /// That the files say the same in other words.
    pub(super) fn rewritten() -> Self {
        Self {
            group: None,
            path: String::new(),
            kind: ChangeKind::Rewritten,
            is_backward: true,
            is_forward: true,
            warehouse: Grade::Safe,
            readers: Vec::new(),
        }
    }

    fn removes(&self) -> bool {
        matches!(
            self.kind,
            ChangeKind::GroupRemoved | ChangeKind::Removed { .. }
        )
    }

    fn what(&self) -> String {
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
                let said = |limit: &Option<String>| limit.clone().unwrap_or("none".to_owned());
                let (from, to) = (said(from), said(to));
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

    /// The steps, where there have to be two.
    fn steps(&self) -> &'static str {
        match (self.order(), &self.kind) {
            (Order::TwoSteps, ChangeKind::Added { .. }) => {
                ": first as a trait that may be missing, then as a required one"
            }
            (Order::TwoSteps, ChangeKind::Removed { .. }) => {
                ": first let it be missing, then remove it"
            }
            (Order::TwoSteps, _) => {
                ": send it under a new name first, and remove the old one later"
            }
            _ => "",
        }
    }

    fn in_flight(&self) -> &'static str {
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

    fn columns(&self) -> &'static str {
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

    fn names(&self) -> String {
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

impl Grade {
    fn unless(is_safe: bool) -> Self {
        match is_safe {
            true => Self::Safe,
            false => Self::Breaking,
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
                "deploy the program, wait until what it sent before has arrived, then publish the plan"
            }
            Self::TwoSteps => "none is safe; make the change in two steps",
        })
    }
}

impl Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(group) = &self.group {
            write!(f, "{group}: ")?;
        }
        write!(f, "{}", self.what())?;
        let grade = self.validator();
        write!(f, "\n    validator: {grade}: {}", self.in_flight())?;
        write!(f, "\n    warehouse: {}: {}", self.warehouse, self.columns())?;
        let grade = self
            .destination()
            .map_or("unknown".to_owned(), |it| it.to_string());
        write!(f, "\n    destinations: {grade}: {}", self.names())?;
        write!(f, "\n    order: {}{}", self.order(), self.steps())
    }
}

impl Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.changes.len();
        let s = if count == 1 { "" } else { "s" };
        write!(
            f,
            "the catalog does not say what the types say: {count} change{s}"
        )?;
        for change in &self.changes {
            write!(f, "\n- {change}")?;
        }
        Ok(())
    }
}
