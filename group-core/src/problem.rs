//! What `build()` refuses, and why.

use std::fmt;

use crate::limits::{MAX_BYTES, MAX_INTEGER, MAX_LEVELS};
use crate::shown::Escaped;

/// Why a call could not be built: all its [`Problem`]s, in the order of the payload's keys.
///
/// ```
/// use group_core::Identity;
///
/// let refused = Identity::user("1hKOmRA4GRlm").group_with_id(" ", &()).build().unwrap_err();
/// assert_eq!(refused.problems().len(), 1);
/// assert_eq!(
///     refused.to_string(),
///     "the event was refused: groupId: an id can't be empty or blank",
/// );
/// ```
#[derive(Clone, PartialEq)]
pub struct PayloadError {
    problems: Vec<Problem>,
}

impl PayloadError {
    pub(crate) fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// Every problem of the call; never empty.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the event was refused: {}", Listed(&self.problems))
    }
}

/// The problems, one after another.
pub(crate) struct Listed<'p>(pub(crate) &'p [Problem]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("; ")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

/// As [`Display`](fmt::Display), because `unwrap` and a `main` that returns the error show this.
impl fmt::Debug for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for PayloadError {}

/// One thing that would not arrive unchanged, and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    path: String,
    kind: ProblemKind,
}

impl Problem {
    pub(crate) fn new(path: impl Into<String>, kind: ProblemKind) -> Self {
        Self {
            path: path.into(),
            kind,
        }
    }

    /// Where it is, by the names in the event: `traits.address.city`, `traits.seats[2]`, `groupId`.
    /// Empty for a problem of the whole event.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong with it.
    pub fn kind(&self) -> &ProblemKind {
        &self.kind
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", Escaped(&self.path))?;
        }
        self.kind.fmt(f)
    }
}

/// What can be wrong with a value. More kinds may be added.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// An id that the event needs is missing: its field is `None`.
    MissingId,
    /// A key that an event of its type needs is missing in [`Payload::from_json`](crate::Payload::from_json).
    Missing,
    /// A member of an event, given to [`Payload::from_json`](crate::Payload::from_json), whose name is nearly one that
    /// RudderStack reads, so that nothing would read it.
    Misspelt {
        /// The name that was probably meant.
        meant: &'static str,
    },
    /// Neither a userId nor an anonymousId. The gateway answers 400 to the whole batch for one of these.
    NoUser,
    /// An id without a visible character. The gateway answers 400 to the whole batch for one of these.
    BlankId,
    /// An id that begins or ends with white space or another character without a mark. The gateway removes these, so that
    /// another id would arrive.
    OuterSpace,
    /// U+0000 in a string or a key. A warehouse on PostgreSQL loads nothing of a batch that has it, whichever event it is in.
    Nul,
    /// The name of a `track` event, its `event`, without a visible character.
    BlankEvent,
    /// The `type` of an event is none that RudderStack knows.
    UnknownType {
        /// The first 300 characters of the type that was given, with control characters escaped.
        value: String,
    },
    /// An id, a name or a date that is no string.
    NotAString,
    /// The operating system gave no random bytes for the messageId; set one with `.message_id(…)`.
    NoRandomness,
    /// An integer beyond ±2^53: the gateway reads every number as a 64-bit float and would change it.
    /// Send an identifier of that size as a string.
    ///
    /// A float is no integer, even if it is a whole number: one of any size arrives as it is, and `1e300` or
    /// `9007199254740994.0` in JSON text is accepted.
    IntegerTooLarge {
        /// The integer in decimal; the first 300 characters if it has more.
        value: String,
    },
    /// A number with a point or an exponent, given as JSON text, that becomes another one as a 64-bit float, so that the
    /// gateway would change it.
    ImpreciseNumber {
        /// The number as it was given; the first 300 characters if it has more.
        value: String,
    },
    /// NaN or an infinity: JSON has no numbers for them.
    NotFinite,
    /// [`CountTrait::count`](crate::CountTrait::count) gave `None`: negative, or beyond 2^53.
    UnsendableCount,
    /// [`DateTrait::date`](crate::DateTrait::date) gave `None`: outside the years 0000 to 9999, a leap second, or
    /// not a date at all. Or a timestamp in [`Payload::from_json`](crate::Payload::from_json) that
    /// [`Date::parse`](crate::Date::parse) does not take.
    UnsendableDate,
    /// A civil date where an instant is needed.
    CivilDate,
    /// The value's own `Serialize` failed.
    Serialize {
        /// The first 300 characters of its message, with control characters escaped.
        message: String,
    },
    /// Text that was given as JSON and is none, or that holds half of a surrogate pair.
    NotJson {
        /// What is wrong with it, and where.
        message: String,
    },
    /// A map key that serde_json does not take either: neither text nor a number, a boolean, a character or a unit variant.
    KeyNotString,
    /// Something that must be a JSON object and is none: traits of a user, integration options, an event.
    NotAnObject,
    /// `integrations.All` is not a boolean: the event would go nowhere.
    NotABoolean,
    /// A key that this crate fills in itself: `context.library`.
    Reserved,
    /// `traits.id` in an event without a userId: thirteen destinations would take it for the user's id.
    IdWithoutUser,
    /// The same name twice in one object: one of the two would be lost. Reported for the second.
    NameTwice,
    /// Two traits in one object that fall into the same column, in some warehouse at least, through `#[group(flatten)]`.
    ColumnTwice {
        /// The other trait.
        other: String,
        /// The column.
        column: String,
    },
    /// Less than `#[group(min = …)]` allows.
    LessThanMin {
        /// What was measured.
        measure: Measure,
        /// How much it is.
        given: f64,
        /// How much it has to be at least.
        min: f64,
    },
    /// More than `#[group(max = …)]` allows.
    MoreThanMax {
        /// What was measured.
        measure: Measure,
        /// How much it is.
        given: f64,
        /// How much it may be at most.
        max: f64,
    },
    /// A user's trait whose name says that its value is a secret: `password_hash`, `apiKey`. Every destination would get it.
    SecretName,
    /// `#[group(min = …)]` or `max` on what is neither a number nor a text nor an array.
    NoMeasure,
    /// A text that `#[group(pattern = "…")]` does not match.
    NoMatch {
        /// The pattern.
        pattern: &'static str,
    },
    /// `#[group(pattern = "…")]` on what is no text.
    NotText,
    /// A value with a category of personal data, `#[group(pii = "…")]`, can't be sent. Neither the value nor a key of a map
    /// within it is shown, since errors are logged.
    PersonalData {
        /// The category.
        category: &'static str,
        /// What is wrong, without the value.
        problem: String,
    },
    /// A category of a [`Policy`](crate::Policy) that no trait can have: categories are in lower case and
    /// have neither white space nor invisible characters.
    PolicyCategory {
        /// The category as it was given.
        category: String,
    },
    /// The key of [`Policy::hash`](crate::Policy::hash) is empty, so that anybody could compute the hashes.
    PolicyKey {
        /// The category.
        category: String,
    },
    /// More than 127 levels of nesting; the event is level 1.
    TooDeep,
    /// More than 32,768 bytes of JSON.
    TooLarge {
        /// The size when writing stopped, in bytes: the whole event has at least as many.
        at_least: usize,
    },
}

/// What `min` and `max` are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Measure {
    /// A number itself.
    Value,
    /// The characters of a text: Unicode's code points.
    Characters,
    /// The elements of an array.
    Elements,
}

impl Measure {
    /// So many of it.
    fn of(self, amount: f64) -> String {
        match self {
            Self::Value => amount.to_string(),
            Self::Characters => format!("{amount} characters"),
            Self::Elements => format!("{amount} elements"),
        }
    }
}

impl ProblemKind {
    /// Leaves the value out, if the kind has it.
    pub(crate) fn hide_value(&mut self, category: &'static str) {
        let problem = match self {
            Self::IntegerTooLarge { .. } => {
                format!("an integer beyond ±{MAX_INTEGER} (2^53) would be changed on the way")
            }
            Self::ImpreciseNumber { .. } => {
                "a number that does not fit in a 64-bit float would be changed on the way"
                    .to_owned()
            }
            Self::LessThanMin { measure, min, .. } => {
                format!("less than {}, the least that is allowed", measure.of(*min))
            }
            Self::MoreThanMax { measure, max, .. } => {
                format!("more than {}, the most that is allowed", measure.of(*max))
            }
            Self::Serialize { .. } => "the value could not be serialised".to_owned(),
            Self::NotJson { .. } => "it is not JSON".to_owned(),
            // All named, so that whoever adds a kind decides whether it shows the value.
            Self::MissingId
            | Self::Missing
            | Self::Misspelt { .. }
            | Self::NoUser
            | Self::BlankId
            | Self::OuterSpace
            | Self::Nul
            | Self::BlankEvent
            | Self::UnknownType { .. }
            | Self::NotAString
            | Self::NoRandomness
            | Self::NotFinite
            | Self::UnsendableCount
            | Self::UnsendableDate
            | Self::CivilDate
            | Self::KeyNotString
            | Self::NotAnObject
            | Self::NotABoolean
            | Self::Reserved
            | Self::IdWithoutUser
            | Self::NameTwice
            | Self::ColumnTwice { .. }
            | Self::SecretName
            | Self::NoMeasure
            | Self::NoMatch { .. }
            | Self::NotText
            | Self::PersonalData { .. }
            | Self::PolicyCategory { .. }
            | Self::PolicyKey { .. }
            | Self::TooDeep
            | Self::TooLarge { .. } => return,
        };
        *self = Self::PersonalData { category, problem };
    }

    pub(crate) fn display_failed() -> Self {
        let message = "its `Display` failed".to_owned();
        Self::Serialize { message }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingId => f.write_str("an id is needed, and it is `None`"),
            Self::Missing => f.write_str("it is missing, and the event needs it"),
            Self::Misspelt { meant } => write!(
                f,
                "RudderStack does not read a member of this name; did you mean `{meant}`?",
            ),
            Self::NoUser => f.write_str("an event needs a userId or an anonymousId"),
            Self::BlankId => f.write_str("an id can't be empty or blank"),
            Self::OuterSpace => f.write_str(
                "an id can't begin or end with white space or an invisible character; RudderStack removes it",
            ),
            Self::Nul => f.write_str("U+0000 can't be sent: a warehouse loads nothing of a batch that has it"),
            Self::BlankEvent => f.write_str("the name of an event can't be empty or blank"),
            Self::UnknownType { value } => write!(
                f,
                "there are no events of the type `{value}`; write identify, group, track, page, screen or alias",
            ),
            Self::NotAString => f.write_str("it must be a string"),
            Self::NoRandomness => {
                f.write_str("the operating system gave no random bytes; set a messageId with `.message_id(…)`")
            }
            Self::IntegerTooLarge { value } => write!(
                f,
                "{value} is beyond ±{MAX_INTEGER} (2^53) and would be changed on the way; send it as a string",
            ),
            Self::ImpreciseNumber { value } => write!(
                f,
                "{value} does not fit in a 64-bit float and would be changed on the way; send it as a string",
            ),
            Self::NotFinite => f.write_str("NaN and infinities can't be sent"),
            Self::UnsendableCount => {
                write!(f, "a count must be from 0 to {MAX_INTEGER} (2^53)")
            }
            Self::UnsendableDate => {
                f.write_str("a date must be an instant or a day in the years 0000 to 9999, and no leap second")
            }
            Self::CivilDate => {
                f.write_str("a civil date is not a moment in time; give an instant, with its zone")
            }
            Self::Serialize { message } => write!(f, "the value could not be serialised: {message}"),
            Self::NotJson { message } => write!(f, "it is not JSON: {message}"),
            Self::KeyNotString => f.write_str(
                "a map key must be a string, or a number, boolean or unit variant, which is sent as one",
            ),
            Self::NotAnObject => f.write_str("it must be an object with named values"),
            Self::NotABoolean => f.write_str("`All` must be true or false"),
            Self::Reserved => f.write_str("it is filled in by group-core and can't be set"),
            Self::IdWithoutUser => f.write_str(
                "without a userId, destinations take `traits.id` for the user's id; give the identity a userId, or do not send the id as a trait",
            ),
            Self::NameTwice => f.write_str("this name occurs twice in one object, and one of the two would be lost"),
            Self::ColumnTwice { other, column } => write!(
                f,
                "this trait and `{other}` fall into the same column of a warehouse, `{column}`",
            ),
            Self::LessThanMin {
                measure,
                given,
                min,
            } => write!(f, "{}, and at least {min} is needed", measure.of(*given)),
            Self::MoreThanMax {
                measure,
                given,
                max,
            } => write!(f, "{}, and at most {max} is allowed", measure.of(*given)),
            Self::SecretName => f.write_str(
                "this is the name of a secret, and every destination would get it; leave it out, or rename it if it is no secret",
            ),
            Self::NoMeasure => f.write_str("`min` and `max` are of numbers, texts and arrays, and this is none of them"),
            Self::NoMatch { pattern } => write!(f, "it does not match the pattern `{pattern}`"),
            Self::NotText => f.write_str("`pattern` is of texts, and this is none"),
            Self::PersonalData { category, problem } => {
                write!(f, "{problem}; the value is not shown, because it has the category `{category}`")
            }
            Self::PolicyCategory { category } => write!(
                f,
                "the policy names the category `{}`, which no trait can have; write it in lower case and without white space or invisible characters",
                category.escape_debug(),
            ),
            Self::PolicyKey { category } => write!(
                f,
                "the policy hashes the category `{}` with an empty key, with which anybody can compute the hashes",
                Escaped(category),
            ),
            Self::TooDeep => write!(f, "more than {MAX_LEVELS} levels of nesting"),
            Self::TooLarge { at_least } => write!(
                f,
                "the event has at least {at_least} bytes; RudderStack takes at most {MAX_BYTES}",
            ),
        }
    }
}
