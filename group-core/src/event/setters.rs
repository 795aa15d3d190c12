//! A JSON object made by setters, each of which serialises its value at once.

use std::fmt;

use serde_core::ser::Serialize;

use crate::json::{Fragment, Json, Shape, fragment};
use crate::problem::{Problem, ProblemKind};

/// Keys in the order in which they were first set, each with its last value.
#[derive(Clone, Default)]
pub(crate) struct Entries {
    entries: Vec<(String, Result<String, Vec<Problem>>)>,
}

impl Entries {
    /// Serialises `value` as that of `key`, at the path `root.key` of the event. None and unit remove the key.
    pub(crate) fn serialize<T: Serialize + ?Sized>(&mut self, root: &str, key: &str, value: &T) {
        match fragment(&format!("{root}.{key}"), 2, value) {
            Ok(Fragment {
                shape: Shape::Null, ..
            }) => self.entries.retain(|(k, _)| k != key),
            Ok(Fragment { json, .. }) => self.set(key, Ok(json)),
            Err(problems) => self.set(key, Err(problems)),
        }
    }

    /// As [`Entries::serialize`], for a value that must be an object, or none.
    pub(crate) fn serialize_object<T: Serialize + ?Sized>(
        &mut self,
        root: &str,
        key: &str,
        value: &T,
    ) {
        self.serialize(root, key, value);
        if self.get(key).is_some_and(|json| !json.starts_with('{')) {
            self.refuse(root, key, ProblemKind::NotAnObject);
        }
    }

    pub(crate) fn set(&mut self, key: &str, value: Result<String, Vec<Problem>>) {
        match self.entries.iter_mut().find(|(k, _)| k == key) {
            Some((_, entry)) => *entry = value,
            None => self.entries.push((key.to_owned(), value)),
        }
    }

    pub(crate) fn refuse(&mut self, root: &str, key: &str, kind: ProblemKind) {
        let problem = Problem::new(format!("{root}.{key}"), kind);
        self.set(key, Err(vec![problem]));
    }

    /// The JSON of one entry.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        let (_, entry) = self.entries.iter().find(|(k, _)| k == key)?;
        entry.as_deref().ok()
    }

    /// Writes the entries into an open object, leaving out the keys `except`.
    pub(crate) fn write(&self, json: &mut Json, except: &[&str]) {
        for (key, entry) in &self.entries {
            match entry {
                Ok(value) if !except.contains(&key.as_str()) => {
                    json.key(key);
                    json.raw(value);
                }
                Ok(_) => {}
                Err(problems) => json.add_located(problems),
            }
        }
    }

    /// Roughly how many bytes it will take.
    pub(crate) fn size_hint(&self) -> usize {
        let size = |(key, entry): &(String, Result<String, _>)| {
            key.len() + 4 + entry.as_ref().map_or(0, String::len)
        };
        self.entries.iter().map(size).sum()
    }
}

/// Only the keys: the values may be about a person.
impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.entries.iter().map(|(key, _)| key))
            .finish()
    }
}
