//! Which traits are personal data.

use std::fmt::{self, Display};

use super::group::Group;

/// A trait with a category of personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalTrait {
    group: String,
    path: String,
    category: &'static str,
}

impl PersonalTrait {
    /// The name of the struct.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// The trait, by its names in the event: `email`, `address.street`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its category.
    pub fn category(&self) -> &'static str {
        self.category
    }
}

impl Display for PersonalTrait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.group, self.path, self.category)
    }
}

pub(super) fn of(groups: &[Group]) -> Vec<PersonalTrait> {
    groups
        .iter()
        .flat_map(|group| {
            let categories = group.traits.iter().flat_map(|sent| &sent.pii);
            categories.map(|(path, category)| PersonalTrait {
                group: group.name().to_owned(),
                path: path.clone(),
                category,
            })
        })
        .collect()
}
