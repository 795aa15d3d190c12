//! What a derive of traits is about. Nothing else names a trait: with another vocabulary, the same macro makes traits of
//! something else.

mod address;
mod group;

pub(crate) use address::ADDRESS;
pub(crate) use group::GROUP;

use crate::key::{FieldKey, Place, StructKey};
use crate::kind::Kind;

pub(crate) struct Vocabulary {
    /// The name of the derive.
    pub(crate) derive: &'static str,
    /// The trait in `group_core::__private` that has the declaration; `None` if the derive's own has it.
    pub(crate) declared: Option<&'static str>,
    /// A field that such a struct may have.
    pub(crate) example: &'static str,
    pub(crate) structs: Place<StructKey>,
    pub(crate) fields: Place<FieldKey>,
    /// What has the traits.
    pub(crate) owner: &'static str,
    /// What a reserved name is called.
    pub(crate) term: &'static str,
    pub(crate) reserved: &'static [Reserved],
    /// The one of the reserved traits that is an object, and the vocabulary of its struct.
    pub(crate) nested: Option<Nested>,
    /// What names that are not reserved are; `None` where there are no such.
    pub(crate) custom: Option<Custom>,
    /// The trait that the struct itself gives, by `group_type`.
    pub(crate) constant: Option<Constant>,
    pub(crate) id: Option<Id>,
}

/// A name with a meaning and a type.
#[derive(Debug)]
pub(crate) struct Reserved {
    /// The name in the event.
    pub(crate) name: &'static str,
    /// The name of a field that means it; its warehouse column has the same.
    pub(crate) field: &'static str,
    /// The trait in `group_core::reserved` of the types that it takes.
    pub(crate) slot: &'static str,
    /// `None` for an object with names of its own.
    pub(crate) kind: Option<Kind>,
    /// Other ways in which it is named.
    pub(crate) meanings: &'static [Meaning],
}

/// Words for one thing, and what may stand around them without another meaning: letters and digits, in lower case.
#[derive(Debug)]
pub(crate) struct Meaning {
    pub(crate) words: &'static [&'static str],
    pub(crate) before: &'static [&'static str],
    pub(crate) after: &'static [&'static str],
}

/// A reserved trait that is an object, with names of its own in it.
pub(crate) struct Nested {
    /// The trait's name.
    pub(crate) name: &'static str,
    pub(crate) vocabulary: &'static Vocabulary,
    /// By names in it, what a flat field may be meant to be.
    pub(crate) meanings: &'static [(&'static str, Meaning)],
}

pub(crate) struct Custom {
    /// Columns that the warehouse keeps for itself: it drops a trait that falls into one of them.
    pub(crate) kept: &'static [&'static str],
}

pub(crate) struct Constant {
    pub(crate) name: &'static str,
    pub(crate) column: &'static str,
}

/// The id, which is no trait unless it is asked for.
#[derive(Debug)]
pub(crate) struct Id {
    /// The name of a field that is it.
    pub(crate) name: &'static str,
    /// The trait in `group_core::reserved` of the types that it takes.
    pub(crate) slot: &'static str,
    /// The trait in `group_core` of the structs that know it.
    pub(crate) known: &'static str,
    pub(crate) what: &'static str,
    /// The name in the event.
    pub(crate) sent: &'static str,
    /// The column in which one looks for it.
    pub(crate) column: &'static str,
    /// The calls that need it.
    pub(crate) call: &'static str,
}

/// A row of the table: its name, field, slot and kind; and its words.
const fn reserved(
    (name, field, slot, kind): (&'static str, &'static str, &'static str, Option<Kind>),
    meanings: &'static [Meaning],
) -> Reserved {
    Reserved {
        name,
        field,
        slot,
        kind,
        meanings,
    }
}

const fn meaning(
    words: &'static [&'static str],
    before: &'static [&'static str],
    after: &'static [&'static str],
) -> Meaning {
    Meaning {
        words,
        before,
        after,
    }
}

impl Vocabulary {
    pub(crate) fn is_id(&self, name: &str) -> bool {
        self.id.as_ref().is_some_and(|id| id.name == name)
    }

    /// The reserved name that is so in the event.
    pub(crate) fn named(&self, name: &str) -> Option<&'static Reserved> {
        self.reserved.iter().find(|reserved| reserved.name == name)
    }

    /// The reserved name that a field of this name means.
    pub(crate) fn of_field(&self, field: &str) -> Option<&'static Reserved> {
        self.reserved
            .iter()
            .find(|reserved| reserved.field == field)
    }
}

impl Nested {
    /// What a name says behind `address.`.
    pub(crate) fn within<'n>(&self, name: &'n str) -> Option<&'n str> {
        name.strip_prefix(self.name)?.strip_prefix('.')
    }

    pub(crate) fn path(&self, subfield: &Reserved) -> String {
        format!("{}.{}", self.name, subfield.name)
    }

    pub(crate) fn column(&self, subfield: &Reserved) -> String {
        format!("{}_{}", self.name, subfield.field)
    }

    /// The columns of all that it may have.
    pub(crate) fn columns(&self) -> impl Iterator<Item = String> {
        self.vocabulary
            .reserved
            .iter()
            .map(|subfield| self.column(subfield))
    }
}
