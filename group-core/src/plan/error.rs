//! What keeps groups from becoming one plan, and a plan from being a catalog.

use std::error::Error;
use std::fmt::{self, Display};
use std::io;
use std::path::{Path, PathBuf};

use super::drift::Drift;

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
    DuplicateGroupType {
        /// The `group_type`.
        group_type: String,
        /// The structs.
        of: [String; 2],
    },
    /// `min`, `max` or `pattern` on a trait whose schema has no place for it, or under which nothing is valid any more.
    InvalidLimit {
        /// The struct.
        of: String,
        /// The trait.
        name: String,
        /// The key.
        key: &'static str,
    },
    /// The id of the plan, or of a property that is to be reused, has other characters than letters, digits, `_` and `-`.
    InvalidId {
        /// The id.
        id: String,
    },
    /// RudderStack does not take the display name.
    InvalidDisplayName {
        /// The name.
        name: String,
    },
    /// A catalog does not take the name of a trait: it is longer than 65 characters, or has white space around it.
    InvalidTraitName {
        /// What has it: a struct, or a type within one.
        of: String,
        /// The name.
        name: String,
    },
    /// One property is to be reused for two traits, and has one name.
    ReusedTwice {
        /// Its id.
        id: String,
    },
    /// No group has the trait for which a property is to be reused.
    UnknownTrait {
        /// The trait.
        name: String,
    },
    /// RudderStack's validator, written in JavaScript, finds the name in every object, so that it refuses each event without the
    /// trait.
    ObjectPrototypeName {
        /// The struct.
        of: String,
        /// The trait.
        name: String,
    },
    /// One trait has two JSON types, and is one property of the workspace.
    ConflictingTypes {
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
            Self::DuplicateGroupType {
                group_type,
                of: [a, b],
            } => {
                write!(
                    f,
                    "`{a}` and `{b}` both have the group type \"{group_type}\""
                )
            }
            Self::InvalidLimit { of, name, key } => write!(
                f,
                "the trait `{name}` of `{of}` has `{key}`, which the schema of its type can't have: `min` and `max` are of texts, \
                 numbers and arrays, and leave something between them; `pattern` is of texts"
            ),
            Self::InvalidId { id } => write!(
                f,
                "`{id}` can't be an id in a catalog: it takes ASCII letters, digits, `_` and `-`"
            ),
            Self::InvalidDisplayName { name } => write!(
                f,
                "RudderStack does not take `{name}` as the display name of a plan: it needs from 3 to 65 characters, a letter or \
                 `_` first, and then letters, digits, `_`, `,`, `.`, `-` and spaces"
            ),
            Self::InvalidTraitName { of, name } => write!(
                f,
                "a catalog does not take the name `{name}` of `{of}`: it has from 1 to 65 characters, without white space around \
                 them"
            ),
            Self::ReusedTwice { id } => write!(
                f,
                "the property `{id}` is to be reused for two traits, and has one name"
            ),
            Self::UnknownTrait { name } => write!(
                f,
                "no group of the plan has a trait `{name}`, for which a property is to be reused"
            ),
            Self::ObjectPrototypeName { of, name } => write!(
                f,
                "RudderStack's validator finds `{name}` in every object of JavaScript, and would refuse each event of `{of}` that \
                 lacks the trait: give it another name, or let it be required"
            ),
            Self::ConflictingTypes { name, of: [a, b] } => write!(
                f,
                "the trait `{name}` has one JSON type in `{a}` and another in `{b}`, and is one property of the workspace"
            ),
        }
    }
}

impl Error for PlanError {}

/// Why a catalog was not written, or is not that of the types.
#[derive(Debug)]
#[non_exhaustive]
pub enum CatalogError {
    /// There is no plan.
    Plan(PlanError),
    /// A file or the folder can't be read or written.
    Io {
        /// The file or the folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file is no YAML.
    Yaml {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// The folder has no plan of this id.
    PlanNotFound {
        /// The folder.
        folder: PathBuf,
        /// The id.
        id: String,
    },
    /// It says something else than the types.
    Drift(Drift),
}

impl CatalogError {
    /// For a file or a folder that can't be read or written.
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Io { path, error }
    }
}

impl Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan(error) => error.fmt(f),
            Self::Io { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Yaml { path, message } => write!(f, "{}: {message}", path.display()),
            Self::PlanNotFound { folder, id } => write!(
                f,
                "{} has no tracking plan with the id `{id}`: write it with `write_catalog`",
                folder.display()
            ),
            Self::Drift(drift) => drift.fmt(f),
        }
    }
}

impl Error for CatalogError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Plan(error) => Some(error),
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl From<PlanError> for CatalogError {
    fn from(error: PlanError) -> Self {
        Self::Plan(error)
    }
}
