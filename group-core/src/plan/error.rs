//! What keeps groups from becoming one plan.

use std::error::Error;
use std::fmt::{self, Display};

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlanError {
    /// The plan has no group.
    NoGroup,
    /// A group beside others has no `group_type` to tell it by.
    NoGroupType {
        /// The struct.
        of: String,
    },
    /// Two groups have one `group_type`.
    OneGroupType {
        /// The `group_type`.
        group_type: String,
        /// The structs.
        of: [String; 2],
    },
    /// One trait has two JSON types, and is one property of the workspace.
    TwoTypes {
        /// The trait.
        name: String,
        /// The structs.
        of: [String; 2],
    },
}

impl Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGroup => f.write_str("the plan has no group: add one with `.group::<T>()`"),
            Self::NoGroupType { of } => write!(
                f,
                "`{of}` stands beside other groups and has no group type to tell it by: write `#[group(group_type = \"…\")]` \
                 on it"
            ),
            Self::OneGroupType {
                group_type,
                of: [a, b],
            } => {
                write!(
                    f,
                    "`{a}` and `{b}` both have the group type \"{group_type}\""
                )
            }
            Self::TwoTypes { name, of: [a, b] } => write!(
                f,
                "the trait `{name}` has one JSON type in `{a}` and another in `{b}`, and is one property of the workspace"
            ),
        }
    }
}

impl Error for PlanError {}
