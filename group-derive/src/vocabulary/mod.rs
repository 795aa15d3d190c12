//! What a derive of traits is about. Nothing else names a trait: with another vocabulary, the same macro makes other
//! traits.

mod address;
mod group;

pub(crate) use address::ADDRESS;
pub(crate) use group::GROUP;

use group_rules::column::Only;

use crate::key::{FieldKey, Place, StructKey};
use crate::kind::Kind;

pub(crate) struct Vocabulary {
    /// The name of the derive.
    pub(crate) derive: &'static str,
    /// The trait in `group_core::__private` that has the declaration; `None` if the derive's own trait has it.
    pub(crate) declared: Option<&'static str>,
    /// A field that such a struct may have, for messages.
    pub(crate) example: &'static str,
    pub(crate) structs: Place<StructKey>,
    pub(crate) fields: Place<FieldKey>,
    /// What has the traits.
    pub(crate) owner: &'static str,
    /// What a reserved name is called.
    pub(crate) term: &'static str,
    pub(crate) reserved: &'static [Reserved],
    /// The reserved trait that is an object, and the vocabulary of its struct.
    pub(crate) nested: Option<Nested>,
    /// The rules for names that are not reserved; `None` if there are no such names.
    pub(crate) custom: Option<Custom>,
    /// The trait that the struct itself has, by `group_type`.
    pub(crate) constant: Option<Constant>,
    pub(crate) id: Option<Id>,
}

/// A name with a meaning and a type.
#[derive(Debug)]
pub(crate) struct Reserved {
    /// The name in the event.
    pub(crate) name: &'static str,
    /// The name of a field that means it, and of its warehouse column.
    pub(crate) field: &'static str,
    /// The trait in `group_core::reserved` of the types that it accepts.
    pub(crate) slot: &'static str,
    /// `None` for an object with names of its own.
    pub(crate) kind: Option<Kind>,
    /// Other ways in which it is named.
    pub(crate) meanings: &'static [Meaning],
}

/// Words for one thing, and what may come before or after them without changing the meaning: letters and digits, in lower
/// case.
#[derive(Debug)]
pub(crate) struct Meaning {
    pub(crate) words: &'static [&'static str],
    pub(crate) before: &'static [&'static str],
    pub(crate) after: &'static [&'static str],
}

/// A reserved trait that is an object, with its own reserved names.
pub(crate) struct Nested {
    /// The trait's name.
    pub(crate) name: &'static str,
    pub(crate) vocabulary: &'static Vocabulary,
    /// For some of its names, the flat field names that probably mean them.
    pub(crate) meanings: &'static [(&'static str, Meaning)],
    /// Flat field names that mean them only in a struct that has the object: elsewhere they are custom traits.
    pub(crate) meanings_beside: &'static [(&'static str, Meaning)],
}

pub(crate) struct Custom {
    /// Columns that RudderStack fills itself, with the only warehouse that has them, if not all do.
    pub(crate) filled: &'static [(&'static str, Option<Only>)],
    /// Columns that group-core fills itself.
    pub(crate) library: &'static [&'static str],
}

pub(crate) struct Constant {
    pub(crate) name: &'static str,
    pub(crate) column: &'static str,
}

/// The id, which is not a trait unless asked for.
#[derive(Debug)]
pub(crate) struct Id {
    /// The name of a field that is the id without a mark.
    pub(crate) name: &'static str,
    /// The trait in `group_core::reserved` of the types that it accepts.
    pub(crate) slot: &'static str,
    /// The trait in `group_core` that structs with an id implement.
    pub(crate) marker: &'static str,
    pub(crate) what: &'static str,
    /// The name in the event.
    pub(crate) sent: &'static str,
    /// The column that it has in the warehouse.
    pub(crate) column: &'static str,
    /// The calls that need it.
    pub(crate) call: &'static str,
}

/// A row of the table: its name, field, slot and kind, and the words for it.
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

    /// The reserved trait with this name in the event.
    pub(crate) fn named(&self, name: &str) -> Option<&'static Reserved> {
        self.reserved.iter().find(|reserved| reserved.name == name)
    }

    /// The object that is nested in it, as one trait.
    pub(crate) fn whole(&'static self) -> Option<(&'static Nested, &'static Reserved)> {
        let nested = self.nested.as_ref()?;
        Some((nested, self.named(nested.name)?))
    }

    /// The reserved trait that a field of this name means.
    pub(crate) fn of_field(&self, field: &str) -> Option<&'static Reserved> {
        self.reserved
            .iter()
            .find(|reserved| reserved.field == field)
    }
}

impl Nested {
    /// What follows `address.` in a name.
    pub(crate) fn within<'n>(&self, name: &'n str) -> Option<&'n str> {
        name.strip_prefix(self.name)?.strip_prefix('.')
    }

    pub(crate) fn path(&self, subfield: &Reserved) -> String {
        format!("{}.{}", self.name, subfield.name)
    }

    pub(crate) fn column(&self, subfield: &Reserved) -> String {
        format!("{}_{}", self.name, subfield.field)
    }

    /// The columns of all its possible parts.
    pub(crate) fn columns(&self) -> impl Iterator<Item = String> {
        self.columns_under(self.name)
    }

    /// The columns of all its possible parts, where the object has this column.
    pub(crate) fn columns_under(&self, column: &str) -> impl Iterator<Item = String> {
        let subfields = self.vocabulary.reserved.iter();
        subfields.map(move |subfield| format!("{column}_{}", subfield.field))
    }
}
