//! Finds the traits that were probably renamed: one is gone, one with the same values is new, and there is evidence that they are
//! the same.

use super::Evidence;
use crate::plan::catalog::{Entry, id};

/// A trait, or a part of one, that is only on one side.
pub(super) struct Lone<'e> {
    pub(super) name: &'e str,
    pub(super) entry: &'e Entry,
    /// The field that it is sent from, if it is known.
    pub(super) field: Option<&'static str>,
}

/// Pairs the traits that are gone with new ones, with the strongest evidence for each. A trait that could be the new name of two,
/// or has two that could be its new name, is left alone: a wrong pair would be worse than none.
pub(super) fn renames<'e>(
    gone: &'e [Lone],
    new: &'e [Lone],
    are_equal: impl Fn(&Entry, &Entry) -> bool,
) -> Vec<(&'e str, &'e str, Evidence)> {
    let mut found: Vec<(&str, &str, Evidence)> = Vec::new();
    for evidence in [Evidence::Field, Evidence::Description, Evidence::Name] {
        let is_free =
            |name: &str| !(found.iter()).any(|(from, to, _)| *from == name || *to == name);
        let all = gone
            .iter()
            .flat_map(|old| new.iter().map(move |new| (old, new)));
        let pairs: Vec<_> = all
            .filter(|(old, new)| is_free(old.name) && is_free(new.name))
            .filter(|(old, new)| ties(evidence, old, new) && are_equal(old.entry, new.entry))
            .map(|(old, new)| (old.name, new.name))
            .collect();
        let is_only = |(from, to): &(&str, &str)| {
            let shared = pairs.iter().filter(|(a, b)| a == from || b == to);
            shared.count() == 1
        };
        let sure = pairs.iter().filter(|pair| is_only(pair));
        found.extend(sure.map(|(from, to)| (*from, *to, evidence)));
    }
    found
}

fn ties(evidence: Evidence, old: &Lone, new: &Lone) -> bool {
    match evidence {
        Evidence::Field => new.field.is_some_and(|field| id(field) == id(old.name)),
        Evidence::Description => {
            let description = &old.entry.description;
            !description.is_empty() && *description == new.entry.description
        }
        Evidence::Name => {
            let words = words(old.name);
            !words.is_empty() && words == self::words(new.name)
        }
    }
}

/// Words that leave a name's meaning as it is. `total`, `max`, `id` and the like do not.
const EMPTY_WORDS: [&str; 9] = [
    "count", "number", "num", "of", "at", "on", "date", "is", "has",
];

/// The words of a name that carry its meaning, in the singular and in no order.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<_> = id(name)
        .split('_')
        .filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(word))
        .map(|word| word.strip_suffix('s').unwrap_or(word).to_owned())
        .collect();
    words.sort_unstable();
    words
}
