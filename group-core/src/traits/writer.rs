//! Writes a traits object, for the derives.

use std::fmt::Display;

use serde_core::ser::Serialize;

use super::GroupTraits;
use super::limits;
use super::policy::{Redactor, Values};
use crate::json::Json;
use crate::problem::{Problem, ProblemKind};
use crate::value::date::{Ascii, Date};
use crate::value::id::{Id, write_id};

/// Writes the members of a traits object, for the derives. Keys are given as `,"key":`, with the opening quote of the value
/// if that is a string.
#[doc(hidden)]
pub struct TraitWriter<'w> {
    json: &'w mut Json,
    /// How deep in flattened structs the writer is.
    flattened: usize,
    has_user: bool,
    /// Whether the struct is asked for its group's id, and not for its traits.
    asks_id: bool,
    /// Only a few events are made under a policy.
    redactor: Option<&'w mut Redactor>,
}

impl<'w> TraitWriter<'w> {
    pub(crate) fn new(json: &'w mut Json, has_user: bool) -> Self {
        Self {
            json,
            flattened: 0,
            has_user,
            asks_id: false,
            redactor: None,
        }
    }

    /// Writes only what a policy lets through, and notes what it removed or hashed.
    pub(crate) fn under(mut self, redactor: &'w mut Redactor) -> Self {
        self.redactor = Some(redactor);
        self
    }

    /// Asks for the group's id.
    pub(crate) fn of_id(json: &'w mut Json) -> Self {
        Self {
            asks_id: true,
            ..Self::new(json, false)
        }
    }

    pub fn asks_id(&self) -> bool {
        self.asks_id
    }

    /// Writes the group's id if the struct is asked for it, and returns whether it is.
    pub(crate) fn give<'a>(&mut self, id: impl FnOnce() -> Option<Id<'a>>) -> bool {
        if self.asks_id {
            let id = id();
            let problem = id.as_ref().and_then(Id::problem);
            write_id(
                self.json,
                r#","groupId":""#,
                id.as_ref().map(Id::as_str),
                problem,
            );
        }
        self.asks_id
    }

    /// A trait of the struct itself, which is not sent if the struct is flattened.
    pub fn constant(&mut self, key: &str, value: &str) {
        if self.flattened == 0 {
            self.text(key, value);
        }
    }

    /// The group's id as the trait `id`.
    pub(crate) fn id(&mut self, id: Option<Id<'_>>) {
        if let (0, Some(id)) = (self.flattened, id) {
            let no_user = (!self.has_user).then_some(ProblemKind::IdWithoutUser);
            let problems = id.problem().into_iter().chain(no_user);
            write_id(self.json, r#","id":""#, Some(id.as_str()), problems);
        }
    }

    #[inline]
    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.json.text(key, text);
    }

    /// The text of a `Display`.
    pub(crate) fn display(&mut self, key: &str, value: &dyn Display) {
        self.json.display(key, value);
    }

    pub(crate) fn count(&mut self, key: &str, count: Option<u64>) {
        self.json.ready_key(key);
        match count {
            Some(count) => self.json.integer(count),
            None => self.json.problem(ProblemKind::UnsendableCount),
        }
    }

    pub(crate) fn date(&mut self, key: &str, date: Option<Date>) {
        let date = date.map(Date::to_ascii);
        self.json.date(key, date.as_ref().map(Ascii::as_str));
    }

    pub(crate) fn custom<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        self.json.member(key, value);
    }

    /// Same as `custom`, but sends null if that writes nothing, which it does for null only.
    pub(crate) fn custom_or_null<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        let start = self.json.len();
        self.custom(key, value);
        if self.json.len() == start {
            self.null(key);
        }
    }

    /// Null, whose key may end in the quote that a string would have.
    pub(crate) fn null(&mut self, key: &str) {
        self.json.ready_key(key.strip_suffix('"').unwrap_or(key));
        self.json.null();
    }

    /// How many bytes are written.
    pub fn written(&self) -> usize {
        self.json.len()
    }

    /// Checks the member that was written since against a least number, length or count of elements.
    pub fn at_least(&mut self, since: usize, min: f64) {
        limits::check_min(self.json, since, min);
    }

    /// Checks the member that was written since against a greatest number, length or count of elements.
    pub fn at_most(&mut self, since: usize, max: f64) {
        limits::check_max(self.json, since, max);
    }

    /// Checks the string that was written since against a pattern.
    #[cfg(feature = "pattern")]
    pub fn matches(&mut self, since: usize, pattern: &crate::traits::pattern::Pattern) {
        limits::check_pattern(self.json, since, pattern);
    }

    #[cfg(not(feature = "pattern"))]
    pub fn matches(&mut self, _: usize, _: &crate::feature_off::Pattern) {}

    /// Applies the policy to the member that was written since.
    pub fn redact(&mut self, since: usize, category: &'static str, values: Values) {
        // There will be no event if something is wrong.
        if self.json.has_problem_after(since) {
            self.json.hide_after(since, category);
        } else if let Some(redactor) = &mut self.redactor {
            redactor.redact(self.json, since, category, values);
        }
    }

    /// Begins a trait that is an object; pass the result to [`TraitWriter::close`].
    pub fn open(&mut self, key: &str) -> usize {
        let start = self.json.len();
        self.json.ready_key(key);
        self.json.open("{");
        start
    }

    /// Ends the object, or removes it if nothing was written into it.
    pub fn close(&mut self, start: usize) {
        let is_empty = self.json.is_at_start();
        self.json.close("}");
        if is_empty {
            self.json.truncate(start);
        }
    }

    pub(crate) fn flatten<T: GroupTraits + ?Sized>(&mut self, inner: &T) {
        self.flattened += 1;
        inner.__write(self);
        self.flattened -= 1;
    }

    /// Reports the later one of two traits that can't both arrive.
    pub(crate) fn clash(&mut self, name: &str, kind: ProblemKind) {
        let problem = Problem::new(format!("traits.{name}"), kind);
        self.json.add_located(&[problem]);
    }
}
