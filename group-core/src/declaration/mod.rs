//! The traits of a struct, as its derive writes them and the compiler knows them. The check across `flatten`, the size of a
//! buffer, reports and plans are computed from it.
//!
//! ```text
//! struct Company {                              struct Office {
//!     id: u64,                                      id: u64,
//!     #[group(skip_if = is_test)]                   #[group(also = "town")]
//!     name: String,                                 city: String,
//!     plan: Option<String>,                     }
//!     #[group(flatten)]
//!     office: Option<Office>,
//! }
//!
//! own()    one entry for each name of a field     sent()  the traits in an event
//!
//!     id       Part::Id                               name     is_optional  may_be_skipped
//!     name     Part::Reserved                         plan     is_optional
//!     plan     Part::Reserved                         city     is_optional  may_be_skipped   (with the whole
//!     office   Part::Flatten ──► flattened[0]         town     is_optional  may_be_skipped    office)
//! ```
//!
//! `sent()` has no ids, except one that is sent as a trait too, and neither the id nor the constant of a flattened struct.
//! `is_optional` is whether a trait may be missing; `may_be_skipped`, whether it may be missing even if its type has a value.

mod detail;
mod literal;

pub use detail::{Detail, Shape};
pub(crate) use literal::hash;
pub use literal::{Entry, Kind, Literal, OwnTraits, Part};

use literal::Head;

/// The traits of a struct.
#[doc(hidden)]
pub struct Declaration {
    own: OwnTraits,
    pub(crate) head: Head,
    /// One for each of its own entries; none unless the derive was built with its feature `details`.
    details: &'static [Detail],
    /// The declarations of the structs flattened into it, in order.
    pub(crate) flattened: &'static [&'static Declaration],
    /// How many names and columns there are, with those of the flattened structs.
    pub(crate) keys: usize,
    /// The filters of all of them.
    pub(crate) filter: u128,
    /// Whether there is a traits object at all: always, except for `()`.
    pub(crate) is_object: bool,
}

impl Declaration {
    /// For a group without traits.
    pub(crate) const NOTHING: Self = Self {
        is_object: false,
        ..Self::of(b"")
    };

    pub const fn of(literal: Literal) -> Self {
        Self::with(literal, &[])
    }

    pub const fn with(literal: Literal, flattened: &'static [&'static Self]) -> Self {
        let (head, own) = Head::read(literal);
        let (mut keys, mut filter) = (head.keys as usize, head.filter);
        let mut unread = flattened;
        while let [first, others @ ..] = unread {
            keys += first.keys;
            filter |= first.filter;
            unread = others;
        }
        Self {
            own,
            head,
            details: &[],
            flattened,
            keys,
            filter,
            is_object: true,
        }
    }

    pub const fn detailed(self, details: &'static [Detail]) -> Self {
        Self { details, ..self }
    }

    /// The details of each of its own entries, in their order; none without the feature.
    pub fn details(&self) -> &'static [Detail] {
        self.details
    }

    /// The entries of its own fields, in order.
    pub const fn own(&self) -> OwnTraits {
        self.own
    }

    /// Roughly how many bytes the traits will take.
    pub(crate) fn size_hint(&self) -> usize {
        let flattened = self.flattened.iter().map(|inner| inner.size_hint());
        // Some values are longer than most.
        64 + self.head.size as usize + flattened.sum::<usize>()
    }
}

/// A trait of a struct or of one that is flattened into it.
#[cfg(any(feature = "destinations", feature = "plan"))]
pub(crate) struct Declared {
    pub(crate) entry: Entry,
    pub(crate) detail: Option<&'static Detail>,
    /// Whether it may be missing: alone, or with the struct around it.
    pub(crate) is_optional: bool,
    /// Whether it may be missing even if its type has a value: through `skip_if`, or with the struct around it.
    #[cfg_attr(not(feature = "plan"), allow(dead_code))]
    pub(crate) may_be_skipped: bool,
}

#[cfg(any(feature = "destinations", feature = "plan"))]
impl Declaration {
    /// The traits that are sent, in order: those of flattened structs in their place, without their ids and constants.
    pub(crate) fn sent(&self) -> Vec<Declared> {
        let mut sent = Vec::new();
        self.add_to(&mut sent, true, false);
        sent
    }

    fn add_to(&self, sent: &mut Vec<Declared>, is_base: bool, may_be_skipped: bool) {
        let mut flattened = self.flattened.iter();
        let mut details = self.details.iter();
        for entry in self.own() {
            let detail = details.next();
            let may_be_skipped = may_be_skipped || entry.is_skippable;
            let is_optional = may_be_skipped || detail.is_none_or(|detail| detail.is_optional);
            match entry.part {
                Part::Id | Part::Column => {}
                Part::Constant | Part::SentId if !is_base => {}
                Part::Flatten | Part::Base => {
                    if let Some(inner) = flattened.next() {
                        inner.add_to(sent, is_base && entry.part == Part::Base, is_optional);
                    }
                }
                _ => sent.push(Declared {
                    entry,
                    detail,
                    is_optional,
                    may_be_skipped,
                }),
            }
        }
    }
}
