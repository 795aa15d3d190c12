//! What differs between a catalog and the types.

mod compare;
mod renames;
mod serialize;

use std::fmt::{self, Display};

pub(super) use compare::compare;

/// The changes that make a catalog out of date: at least one.
///
/// Its `Display` starts with a line that says how to release all the changes together. For each change it lists what the
/// change does to the validator, the warehouse and the destinations, and in which order to publish the plan and to deploy
/// the program.
///
/// # In a CI comment
///
/// It implements `Serialize`. Keys and words are in snake_case and stable; `verdict` and `summary` are prose and may change:
///
/// ```json
/// {
///   "order": "two_steps",
///   "verdict": "no order is safe, so make two releases: first …, then …",
///   "is_breaking": true,
///   "changes": [
///     {
///       "group": "company",
///       "path": "seats",
///       "summary": "`seats` is gone",
///       "order": "program_first",
///       "validator": "breaking",
///       "warehouse": "safe",
///       "destinations": "breaking",
///       "readers": ["Gainsight"],
///       "kind": "removed",
///       "required": false
///     }
///   ],
///   "renames": [{ "group": "company", "from": "seats", "to": "seat_count", "evidence": "field" }]
/// }
/// ```
///
/// `order` is `any`, `plan_first`, `program_first` or `two_steps`. A grade is `safe` or `breaking`; `destinations` is null if
/// it is not known. `group` is null for the files as a whole and for the only group of a plan without a `groupType`. `kind`
/// is the variant of [`ChangeKind`] in snake_case, and the variant's fields are keys beside it. `evidence` is the variant of
/// [`Evidence`].
///
/// ```
/// # use group_core::{GroupSchema, GroupTraits};
/// use group_core::plan::{CatalogError, TrackingPlan};
///
/// # #[derive(GroupTraits, GroupSchema)]
/// # struct Before { name: String }
/// # #[derive(GroupTraits, GroupSchema)]
/// # struct Company { name: String, industry: Option<String> }
/// # let folder = std::env::temp_dir().join(format!("group-core-drift-{}", std::process::id()));
/// # TrackingPlan::new("acme_groups", "Acme Groups").group::<Before>().write_catalog(&folder)?;
/// let plan = TrackingPlan::new("acme_groups", "Acme Groups").group::<Company>();
/// # let checked = plan.check_catalog(&folder);
/// # std::fs::remove_dir_all(&folder).unwrap();
/// # #[cfg(any())]
/// let checked = plan.check_catalog("plan/");
/// if let Err(CatalogError::Drift(drift)) = checked {
///     let json = serde_json::to_value(&drift).unwrap();
///     assert_eq!(json["order"], "plan_first");
///     assert_eq!(json["changes"][0]["kind"], "added");
/// }
/// # Ok::<(), CatalogError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drift {
    pub(super) changes: Vec<Change>,
    pub(super) renames: Vec<Rename>,
}

impl Drift {
    /// Returns the changes, by groups and then by names.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Returns the probable renames. Both changes of each, the name that is gone and the one that is new, are among the
    /// [`changes`](Self::changes) too, because nothing that reads the events knows of a rename.
    pub fn renames(&self) -> &[Rename] {
        &self.renames
    }

    /// Returns whether one of the changes breaks a reader.
    pub fn is_breaking(&self) -> bool {
        self.changes.iter().any(Change::is_breaking)
    }

    /// Returns in which order to publish the plan and to deploy the program if all the changes are released together.
    ///
    /// [`Order::TwoSteps`] if no order is safe for all of them: then make two releases. The first one has the changes that
    /// are [`Order::PlanFirst`], the second one those that are [`Order::ProgramFirst`]; a change that is
    /// [`Order::TwoSteps`] by itself has a step in each.
    pub fn order(&self) -> Order {
        Order::of(
            self.changes.iter().all(|it| it.is_backward),
            self.changes.iter().all(|it| it.is_forward),
        )
    }

    /// How to release all the changes, in one line.
    fn verdict(&self) -> String {
        let order = self.order();
        if order != Order::TwoSteps {
            return order.to_string();
        }
        let has = |order| self.changes.iter().any(|it| it.order() == order);
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

/// A trait that was probably renamed: one is gone, one that takes the same values is new, and there is evidence that the two
/// are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    pub(super) group: Option<String>,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) evidence: Evidence,
    pub(super) is_part: bool,
}

impl Rename {
    /// Returns the `groupType` of the group; `None` for the only group of a plan without one.
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// Returns the path of the trait that is gone.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// Returns the path of the trait that is new.
    pub fn to(&self) -> &str {
        &self.to
    }

    /// Returns why the two are probably the same.
    pub fn evidence(&self) -> Evidence {
        self.evidence
    }
}

/// Why two traits are probably the same. The first that applies counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence {
    /// The new trait is sent from the field that has the old trait's name.
    Field,
    /// Both have the same description.
    Description,
    /// Their names have the same words, such as `seats` and `seat_count`.
    Name,
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
        Order::of(self.is_backward, self.is_forward)
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

impl Order {
    fn of(is_backward: bool, is_forward: bool) -> Self {
        match (is_backward, is_forward) {
            (true, true) => Self::Any,
            (true, false) => Self::PlanFirst,
            (false, true) => Self::ProgramFirst,
            (false, false) => Self::TwoSteps,
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
        write!(f, "{}", self.what())?;
        let grade = self.validator();
        write!(f, "\n    validator: {grade}: {}", self.in_flight())?;
        write!(f, "\n    warehouse: {}: {}", self.warehouse, self.columns())?;
        let grade = self
            .destination()
            .map_or("unknown".to_owned(), |it| it.to_string());
        write!(f, "\n    destinations: {grade}: {}", self.names())?;
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
