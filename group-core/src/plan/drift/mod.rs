//! What differs between a catalog and the types.

mod compare;
mod display;
mod renames;
mod serialize;

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
            self.changes.iter().all(|change| change.is_backward),
            self.changes.iter().all(|change| change.is_forward),
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
        let removes = matches!(
            self.kind,
            ChangeKind::GroupRemoved | ChangeKind::Removed { .. }
        );
        let is_known = !removes || cfg!(feature = "destinations");
        is_known.then_some(Grade::unless(self.readers.is_empty()))
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
}

impl Grade {
    fn unless(is_safe: bool) -> Self {
        if is_safe { Self::Safe } else { Self::Breaking }
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
