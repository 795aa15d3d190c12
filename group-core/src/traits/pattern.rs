//! The engine of `#[group(pattern = "…")]`. The syntax is in group-rules.
//!
//! A pattern becomes a list of steps, and a match walks the string once, character by character, at all steps that it can
//! have reached. So it takes time proportional to the string's length, whatever the pattern and the string are. The crate
//! `regex` does the same in general, but it has a machine of bytes: `^[\p{L} ]{1,100}$` is 100 steps here, and megabytes
//! there.

use std::sync::OnceLock;

use group_rules::pattern::{self, Assertion, Class, Node, Property, Set};
use regex_syntax::hir::{self, HirKind};

/// A regular expression of JavaScript, with its flag `u`.
#[doc(hidden)]
pub struct Pattern {
    pub(crate) text: &'static str,
    /// `None` if it is not a pattern, which the derive rules out.
    compiled: OnceLock<Option<Program>>,
}

impl Pattern {
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            compiled: OnceLock::new(),
        }
    }

    /// Whether the pattern occurs in the string.
    pub fn is_in(&self, string: &str) -> bool {
        let compile = || pattern::Pattern::linear(self.text).ok().map(Program::new);
        let compiled = self.compiled.get_or_init(compile).as_ref();
        compiled.is_some_and(|program| program.is_in(string))
    }
}

/// The steps of a pattern, from the first to the last, which is the match.
struct Program {
    steps: Vec<Step>,
    classes: Vec<Set>,
}

#[derive(Clone)]
enum Step {
    /// One character of a class, by its index.
    Character(usize),
    Assertion(Assertion),
    /// On to the next step, and to the one so many further on.
    Fork(usize),
    /// To the step so many further on.
    Forward(usize),
    /// To the step so many back.
    Back(usize),
}

impl Program {
    fn new(node: Node) -> Self {
        let mut classes = Vec::new();
        Self {
            steps: steps(&node, &mut classes),
            classes,
        }
    }

    fn is_in(&self, string: &str) -> bool {
        // The steps to go on from, behind the character that was read last.
        let mut reached: Vec<usize> = Vec::new();
        // The steps of characters that the next one may be.
        let mut waiting: Vec<(usize, usize)> = Vec::new();
        // For each step, the offset at which it was reached last.
        let mut seen = vec![usize::MAX; self.steps.len()];
        let mut before = None;
        let mut chars = string.chars();
        for offset in 0.. {
            let next = chars.next();
            // The match may begin at any offset.
            reached.push(0);
            while let Some(at) = reached.pop() {
                let Some(step) = self.steps.get(at) else {
                    return true;
                };
                match seen.get_mut(at) {
                    Some(seen) if *seen != offset => *seen = offset,
                    _ => continue,
                }
                match step {
                    Step::Character(class) => waiting.push((at, *class)),
                    Step::Assertion(assertion) if holds(*assertion, before, next) => {
                        reached.push(at + 1);
                    }
                    Step::Assertion(_) => {}
                    Step::Fork(distance) => reached.extend([at + 1, at + distance]),
                    Step::Forward(distance) => reached.push(at + distance),
                    Step::Back(distance) => reached.push(at - distance),
                }
            }
            let Some(c) = next else {
                return false;
            };
            for (at, class) in waiting.drain(..) {
                if self.classes.get(class).is_some_and(|set| set.contains(c)) {
                    reached.push(at + 1);
                }
            }
            before = next;
        }
        false
    }
}

fn holds(assertion: Assertion, before: Option<char>, next: Option<char>) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    match assertion {
        Assertion::Start => before.is_none(),
        Assertion::End => next.is_none(),
        Assertion::WordBoundary => is_word(before) != is_word(next),
        Assertion::NoWordBoundary => is_word(before) == is_word(next),
    }
}

/// The steps of a part of a pattern, behind which those of the next part stand.
fn steps(node: &Node, classes: &mut Vec<Set>) -> Vec<Step> {
    match node {
        Node::Empty => Vec::new(),
        Node::Class(class) => {
            classes.push(set(class));
            vec![Step::Character(classes.len() - 1)]
        }
        Node::Assertion(assertion) => vec![Step::Assertion(*assertion)],
        Node::Sequence(nodes) => nodes.iter().flat_map(|node| steps(node, classes)).collect(),
        Node::Choice(nodes) => {
            let mut choices = nodes.iter().rev().map(|node| steps(node, classes));
            let last = choices.next().unwrap_or_default();
            choices.fold(last, |mut others, mut one| {
                one.insert(0, Step::Fork(one.len() + 2));
                one.push(Step::Forward(others.len() + 1));
                one.append(&mut others);
                one
            })
        }
        Node::Repeat { node, min, max } => {
            let once = steps(node, classes);
            let mut repeated = Vec::new();
            for _ in 0..*min {
                repeated.extend_from_slice(&once);
            }
            match max {
                None => {
                    repeated.push(Step::Fork(once.len() + 2));
                    repeated.extend_from_slice(&once);
                    repeated.push(Step::Back(once.len() + 1));
                }
                Some(max) => {
                    for left in (1..=max.saturating_sub(*min) as usize).rev() {
                        repeated.push(Step::Fork(left * (once.len() + 1)));
                        repeated.extend_from_slice(&once);
                    }
                }
            }
            repeated
        }
    }
}

fn set(class: &Class) -> Set {
    let mut ranges = class.ranges.clone();
    for property in &class.properties {
        ranges.extend_from_slice(with_property(property).ranges());
    }
    let set = Set::new(ranges);
    if class.is_negated {
        set.complement()
    } else {
        set
    }
}

/// The characters that have a property, or that do not have it.
fn with_property(property: &Property) -> Set {
    let parsed = regex_syntax::parse(&format!(r"\p{{{}}}", property.name));
    let ranges = match parsed.as_ref().map(hir::Hir::kind) {
        Ok(HirKind::Class(hir::Class::Unicode(class))) => class
            .iter()
            .map(|range| (range.start().into(), range.end().into()))
            .collect(),
        // A set of ASCII.
        Ok(HirKind::Class(hir::Class::Bytes(class))) => class
            .iter()
            .map(|range| (range.start().into(), range.end().into()))
            .collect(),
        // A set of one.
        Ok(HirKind::Literal(literal)) => {
            let only = str::from_utf8(&literal.0).unwrap_or_default().chars();
            only.map(|c| (c.into(), c.into())).collect()
        }
        // Every property of group-rules is known here, which a test of group-tests checks.
        _ => Vec::new(),
    };
    let set = Set::new(ranges);
    if property.is_negated {
        set.complement()
    } else {
        set
    }
}
