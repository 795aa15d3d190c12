//! Regular expressions, in JavaScript's syntax with the flag `u`.
//!
//! RudderStack evaluates the pattern of a tracking plan in JavaScript, and group-core evaluates the same pattern when an event
//! is built. [`Pattern::parse`] accepts what RudderStack's JavaScript accepts: ECMAScript 2018, without the modifiers and the
//! duplicate names of later editions. [`Pattern::linear`] accepts what can also be matched in linear time.

mod error;
mod parse;
mod property;
mod set;

pub use error::{Construct, Error, ErrorKind};
pub use set::Set;

/// A valid pattern.
#[derive(Debug)]
pub struct Pattern {
    /// The pattern without its groups. A construct that needs backtracking is left out.
    pub node: Node,
    /// The first construct that needs backtracking.
    backtracking: Option<Error>,
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// The empty string.
    Empty,
    /// One character.
    Class(Class),
    /// A place in the string.
    Assertion(Assertion),
    /// One after the other.
    Sequence(Vec<Node>),
    /// Any one of them.
    Choice(Vec<Node>),
    /// The node, from `min` to `max` times.
    Repeat {
        /// What is repeated.
        node: Box<Node>,
        /// At least this often.
        min: u32,
        /// At most this often.
        max: Option<u32>,
    },
}

/// The characters that may stand in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// Whether it is all characters except these.
    pub is_negated: bool,
    /// Ranges of code points, whose ends are included.
    pub ranges: Vec<(u32, u32)>,
    /// Unicode's properties.
    pub properties: Vec<Property>,
}

/// A property as in `\p{Lu}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// What stands between the braces.
    pub name: String,
    /// Whether it is all characters that do not have the property.
    pub is_negated: bool,
}

/// What an assertion demands of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assertion {
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`
    WordBoundary,
    /// `\B`
    NoWordBoundary,
}

impl Pattern {
    /// Reads a pattern that RudderStack's JavaScript accepts.
    pub fn parse(pattern: &str) -> Result<Self, Error> {
        parse::parse(pattern)
    }

    /// Reads a pattern that can also be matched in time proportional to the length of the string.
    pub fn linear(pattern: &str) -> Result<Node, Error> {
        let Self { node, backtracking } = Self::parse(pattern)?;
        match backtracking {
            Some(error) => Err(error),
            None if node.steps() > MAX_STEPS => Err(Error {
                at: 0,
                kind: ErrorKind::TooLarge,
            }),
            None => Ok(node),
        }
    }
}

/// The most groups in groups.
const MAX_DEPTH: usize = 100;

/// The most steps that a pattern may have. A match takes up to this much time for each character of the string.
const MAX_STEPS: u64 = 2_000;

impl Node {
    /// How many steps the pattern has once its repetitions are written out.
    fn steps(&self) -> u64 {
        let sum = |nodes: &[Self]| {
            let steps = nodes.iter().map(Self::steps);
            steps.fold(0, u64::saturating_add)
        };
        match self {
            Self::Empty => 0,
            Self::Class(_) | Self::Assertion(_) => 1,
            Self::Sequence(nodes) => sum(nodes),
            Self::Choice(nodes) => sum(nodes).saturating_add(2 * nodes.len() as u64),
            Self::Repeat { node, min, max } => {
                let times = max.unwrap_or(min.saturating_add(1));
                let once = node.steps().saturating_add(1);
                once.saturating_mul(times.into()).saturating_add(1)
            }
        }
    }
}
