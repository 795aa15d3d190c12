//! What is wrong with a pattern.

use std::fmt::{self, Display};

use super::{MAX_DEPTH, MAX_STEPS};

/// What is wrong with a pattern, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// How many characters stand before it.
    pub at: usize,
    /// What is wrong.
    pub kind: ErrorKind,
}

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `(` or `[` without its end.
    Unclosed(char),
    /// A character of the syntax in a place where it means nothing.
    Unescaped(char),
    /// A quantifier that follows nothing.
    NothingToRepeat(char),
    /// `{3,1}` or `[z-a]`.
    OutOfOrder(String),
    /// `[\d-z]`
    ClassInRange(String),
    /// An escape that means nothing, or means nothing in this place.
    UnknownEscape(String),
    /// `\u`, `\x` or `\c` without what has to follow it.
    IncompleteEscape(String),
    /// A name in `\p{…}`.
    UnknownProperty(String),
    /// `(?` before something else than a kind of group.
    UnknownGroup(String),
    /// `(?i:…)`
    Modifier(String),
    /// `(?<é>…)` or `\k<é>`
    GroupName,
    /// `(?<a>…)|(?<a>…)`
    GroupTwice(String),
    /// `\2` or `\k<a>` without such a group.
    NoSuchGroup(String),
    /// Groups in groups in groups.
    TooDeep,
    /// It can be matched by trying again and again only.
    Backtracking(Construct, String),
    /// Too many steps.
    TooLarge,
}

/// A construct that needs backtracking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construct {
    /// `(?=…)` or `(?!…)`
    LookAhead,
    /// `(?<=…)` or `(?<!…)`
    LookBehind,
    /// `\1` or `\k<name>`
    BackReference,
}

impl Error {
    /// What to write instead, in the imperative.
    pub fn help(&self) -> String {
        match &self.kind {
            ErrorKind::Unclosed(open) => {
                format!("close it, or write `\\{open}` for the character `{open}`")
            }
            ErrorKind::Unescaped(c) | ErrorKind::NothingToRepeat(c) => {
                format!("write `\\{c}` for the character `{c}`")
            }
            ErrorKind::OutOfOrder(_) => "write the smaller one first".to_owned(),
            ErrorKind::ClassInRange(_) => "write `\\-` for the character `-`".to_owned(),
            ErrorKind::UnknownEscape(escape) if escape == "\\" => {
                "write `\\\\` for the character `\\`".to_owned()
            }
            ErrorKind::UnknownEscape(escape) => {
                let c = escape.trim_start_matches('\\');
                format!("write `{c}` for the character `{c}`, or `\\\\` for the character `\\`")
            }
            ErrorKind::IncompleteEscape(escape) => match escape.as_str() {
                "\\u" => "write `\\u00e9` or `\\u{e9}`".to_owned(),
                "\\x" => "write `\\xe9`".to_owned(),
                "\\c" => "write `\\cJ`".to_owned(),
                _ => "write `\\p{L}`".to_owned(),
            },
            ErrorKind::UnknownProperty(_) => {
                "write a general category, such as `\\p{L}`, a script, such as `\\p{Script=Greek}`, or a property such as `\\p{Alphabetic}`".to_owned()
            }
            ErrorKind::UnknownGroup(_) => {
                "write `(?:…)` for a group, or `(?<name>…)` for one with a name".to_owned()
            }
            ErrorKind::Modifier(_) => "write both cases, as in `[Aa]`".to_owned(),
            ErrorKind::GroupName => "write `(?:…)`, or a name such as `(?<year>…)`".to_owned(),
            ErrorKind::GroupTwice(_) => "rename one of the two, or write `(?:…)`".to_owned(),
            ErrorKind::NoSuchGroup(_) => "remove it".to_owned(),
            ErrorKind::TooDeep => "remove groups that hold only a group".to_owned(),
            ErrorKind::Backtracking(Construct::BackReference, _) => {
                "write out what it may repeat, or check the value in a `TextTrait` of your own".to_owned()
            }
            ErrorKind::Backtracking(..) => {
                "write a pattern that consumes these characters, or check the value in a `TextTrait` of your own".to_owned()
            }
            ErrorKind::TooLarge => {
                "repeat less often; limit the length of a string with `max`".to_owned()
            }
        }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ErrorKind::Unclosed(open) => write!(f, "`{open}` is not closed")?,
            ErrorKind::Unescaped(c) => write!(f, "`{c}` is not escaped")?,
            ErrorKind::NothingToRepeat(c) => write!(f, "nothing to repeat before `{c}`")?,
            ErrorKind::OutOfOrder(range) => write!(f, "`{range}` is out of order")?,
            ErrorKind::ClassInRange(class) => {
                write!(f, "`{class}` can't be the end of a range")?;
            }
            ErrorKind::UnknownEscape(escape) if escape == "\\" => {
                f.write_str("nothing follows `\\`")?;
            }
            ErrorKind::UnknownEscape(escape) => write!(f, "unknown escape `{escape}`")?,
            ErrorKind::IncompleteEscape(escape) => write!(f, "incomplete escape `{escape}`")?,
            ErrorKind::UnknownProperty(name) => write!(f, "unknown property `{name}`")?,
            ErrorKind::UnknownGroup(group) => write!(f, "unknown group `{group}`")?,
            ErrorKind::Modifier(group) => {
                write!(
                    f,
                    "RudderStack's JavaScript is older than modifiers such as `{group}`"
                )?;
            }
            ErrorKind::GroupName => {
                f.write_str("expected a name of ASCII letters, digits, `_` and `$`, then `>`")?;
            }
            ErrorKind::GroupTwice(name) => write!(f, "two groups have the name `{name}`")?,
            ErrorKind::NoSuchGroup(reference) => {
                write!(f, "`{reference}` refers to a group that does not exist")?;
            }
            ErrorKind::TooDeep => write!(f, "the groups are nested more than {MAX_DEPTH} deep")?,
            ErrorKind::Backtracking(construct, found) => {
                let construct = match construct {
                    Construct::LookAhead => "look-ahead",
                    Construct::LookBehind => "look-behind",
                    Construct::BackReference => "back-reference",
                };
                write!(
                    f,
                    "the {construct} `{found}` can't be matched in linear time"
                )?;
            }
            ErrorKind::TooLarge => {
                return write!(
                    f,
                    "it has more than {MAX_STEPS} steps once its repetitions are written out"
                );
            }
        }
        write!(f, ", at character {}", self.at + 1)
    }
}
