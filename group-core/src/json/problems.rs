//! The problems of a text, and where they are.
//!
//! A problem is *recorded* with its offset in the text, which costs nothing if there are no problems. When the text is complete,
//! or a problem that already has a path comes after it, the recorded problems are *located*: their paths are read off the text in
//! one pass. The alternative, a path that is kept up to date while writing, costs every event what only a refused one needs.
//!
//! Before a part of the text is removed, the problems in it are *moved* to where it began. They keep the path that they had
//! within it:
//!
//! ```text
//! {"tags":["a",{"b":NaN                a problem at NaN, whose value then fails
//!         ^ start
//! {"tags":null                         the problem is at `start`, with `within` = "[1].b"
//! ```

use super::read::paths;
use crate::problem::{Problem, ProblemKind};

pub(super) struct Problems {
    /// The path of the whole text.
    root: String,
    /// In the order of the text.
    recorded: Vec<Recorded>,
    located: Vec<Problem>,
}

struct Recorded {
    at: usize,
    /// The rest of its path, in a value that was removed.
    within: String,
    kind: ProblemKind,
}

impl Recorded {
    fn new(at: usize, kind: ProblemKind) -> Self {
        let within = String::new();
        Self { at, within, kind }
    }
}

impl Problems {
    pub(super) fn new(root: &str) -> Self {
        Self {
            root: root.to_owned(),
            recorded: Vec::new(),
            located: Vec::new(),
        }
    }

    /// Records a problem behind all others.
    pub(super) fn record(&mut self, at: usize, kind: ProblemKind) {
        self.recorded.push(Recorded::new(at, kind));
    }

    /// Records problems that may be before others.
    pub(super) fn insert(&mut self, problems: impl IntoIterator<Item = (usize, ProblemKind)>) {
        let problems = problems.into_iter();
        self.recorded
            .extend(problems.map(|(at, kind)| Recorded::new(at, kind)));
        self.recorded.sort_by_key(|problem| problem.at);
    }

    /// Adds problems that have paths.
    pub(super) fn add_located(&mut self, text: &str, problems: &[Problem]) {
        self.locate(text);
        self.located.extend_from_slice(problems);
    }

    /// All problems with their paths; `whole` is one of the whole text.
    pub(super) fn into_located(mut self, text: &str, whole: Option<ProblemKind>) -> Vec<Problem> {
        if !self.recorded.is_empty() {
            self.locate(text);
        }
        let whole = whole.map(|kind| Problem::new(self.root, kind));
        self.located.extend(whole);
        self.located
    }

    #[cold]
    fn locate(&mut self, text: &str) {
        let paths = paths(text, self.recorded.iter().map(|problem| problem.at));
        for (path, problem) in paths.into_iter().zip(self.recorded.drain(..)) {
            let path = join(&self.root, &join(&path, &problem.within));
            self.located.push(Problem::new(path, problem.kind));
        }
    }

    /// Moves the problems after `start` to it, before the text after it is removed.
    pub(super) fn move_to(&mut self, start: usize, text: &str) {
        let first = self.recorded.partition_point(|problem| problem.at < start);
        let moved = self.recorded.get_mut(first..).unwrap_or_default();
        let removed = text.get(start..).unwrap_or_default();
        let paths = paths(removed, moved.iter().map(|problem| problem.at - start));
        for (problem, path) in moved.iter_mut().zip(paths) {
            problem.at = start;
            problem.within = join(&path, &problem.within);
        }
    }

    /// Removes the values from the problems after `start`. Moves them to `shown`, if their paths have keys that are data.
    pub(super) fn hide_values(
        &mut self,
        start: usize,
        category: &'static str,
        shown: Option<usize>,
    ) {
        for problem in self
            .recorded
            .iter_mut()
            .filter(|problem| problem.at > start)
        {
            problem.kind.hide_value(category);
            if let Some(shown) = shown {
                problem.at = shown;
                problem.within.clear();
            }
        }
    }

    /// Whether the last problem is after an offset.
    pub(super) fn are_after(&self, start: usize) -> bool {
        self.recorded
            .last()
            .is_some_and(|problem| problem.at > start)
    }

    /// Whether a problem is between two offsets.
    pub(super) fn are_between(&self, start: usize, end: usize) -> bool {
        self.recorded
            .iter()
            .any(|problem| problem.at > start && problem.at < end)
    }

    /// The path of an offset.
    pub(super) fn path_of(&self, text: &str, at: usize) -> String {
        let path = paths(text, [at]).into_iter().next();
        join(&self.root, &path.unwrap_or_default())
    }
}

fn join(root: &str, path: &str) -> String {
    match (root, path) {
        ("", path) => path.to_owned(),
        (root, "") => root.to_owned(),
        (root, index) if index.starts_with('[') => format!("{root}{index}"),
        (root, path) => format!("{root}.{path}"),
    }
}
