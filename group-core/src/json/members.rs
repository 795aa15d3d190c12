//! Members whose values may turn out to be null, wrong or secret when they have been written.

use serde_core::ser::Serialize;

use super::buffer::{Depth, Json, Shape};
use super::halt::Halt;
use super::read::{Tokens, elements, repeated_keys};
use crate::problem::ProblemKind;
use group_rules::secret::says_secret;

impl Json {
    /// Writes a key, given as `,"key":`, and its value; nothing if the value is none or unit.
    pub(crate) fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) {
        let (start, levels) = (self.text.len(), self.depth.levels);
        self.ready_key(key);
        let written = value.serialize(&mut *self);
        self.finish_member(written, start, levels);
    }

    fn finish_member(&mut self, written: Result<Shape, Halt>, start: usize, levels: usize) {
        match written {
            Ok(Shape::Null) if !self.problems.are_after(start) => self.truncate(start),
            Ok(_) => {}
            Err(halt) => self.replace_failed_member(halt, start, levels),
        }
    }

    /// Writes null for a value whose `Serialize` ended early. Its key stays, for the path.
    #[cold]
    fn replace_failed_member(&mut self, halt: Halt, start: usize, levels: usize) {
        let start = self.value_offset(start).unwrap_or(start);
        self.discard_value(halt, start, Depth { levels, wraps: 0 });
        self.null();
    }

    /// Removes a value whose `Serialize` ended early, and which may still be open. It began at `start`, at this depth.
    #[cold]
    pub(super) fn discard_value(&mut self, halt: Halt, start: usize, depth: Depth) {
        self.record_failure(halt);
        self.problems.move_to(start, &self.text);
        self.truncate(start);
        self.depth = depth;
    }

    /// Records the error of a value's `Serialize`, so that no caller can swallow it.
    pub(super) fn record_failure(&mut self, halt: Halt) {
        if let Some(message) = halt.into_message() {
            self.problem(ProblemKind::Serialize { message });
        }
    }

    /// Reports the keys that occur twice in an object of the text since `start`, down to so many levels of nesting.
    pub(super) fn check_keys(&mut self, start: usize, levels: usize) {
        if self.stopped.is_some() {
            return;
        }
        let repeated = repeated_keys(self.text.get(start..).unwrap_or_default(), levels);
        if !repeated.is_empty() {
            let repeated = repeated.iter().map(|at| start + at);
            self.problems
                .insert(repeated.map(|at| (at, ProblemKind::NameTwice)));
        }
    }

    /// Refuses members of the object whose names say that their values are secrets.
    pub(super) fn check_secrets(&mut self) {
        if !self.text.starts_with('{') {
            return;
        }
        let secrets = elements(&self.text).filter(|member| says_secret(&member.key()));
        // Also those of an object that became too large: they were written before.
        self.problems
            .insert(secrets.map(|member| (member.at, ProblemKind::SecretName)));
    }

    /// The offset of the value of the member that was written after `start`, if any was.
    fn value_offset(&self, start: usize) -> Option<usize> {
        let (colon, _) = Tokens::new(self.text.get(start..)?).find(|(_, token)| *token == ":")?;
        Some(start + colon + 1)
    }

    /// Where the value of the member starts that was written last, after `start`. `None` if nothing was written, or something
    /// is wrong in it.
    pub(crate) fn value_after(&self, start: usize) -> Option<usize> {
        if self.stopped.is_some() || self.problems.are_between(start, self.text.len()) {
            return None;
        }
        self.value_offset(start)
            .filter(|value| *value < self.text.len())
    }

    /// Whether something is wrong with the text after `start`.
    pub(crate) fn has_problem_after(&self, start: usize) -> bool {
        self.problems.are_after(start)
    }

    /// Whether a map was written after `start`.
    pub(crate) fn has_map_after(&self, start: usize) -> bool {
        self.last_map.is_some_and(|map| map > start)
    }

    /// Removes the values of the member that was written after `start` from its problems, and the keys of its maps from their
    /// paths.
    #[cold]
    pub(crate) fn hide_after(&mut self, start: usize, category: &'static str) {
        let value = self.value_offset(start).unwrap_or(start);
        let shown = self.has_map_after(start).then_some(value);
        self.problems.hide_values(start, category, shown);
    }

    /// The path of the value that starts at an offset.
    pub(crate) fn path_of(&self, at: usize) -> String {
        self.problems.path_of(&self.text, at)
    }
}
