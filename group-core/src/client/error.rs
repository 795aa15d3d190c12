//! Why a client can't be built.

use std::fmt::{self, Display};
use std::path::PathBuf;

use super::http::proxy::NoSuchProxy;

/// Why a client could not be built. More reasons may be added.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// A setting that can't work.
    Setting {
        /// Which one, and what it takes.
        what: &'static str,
    },
    /// The data plane's URL can't be used.
    DataPlane {
        /// Why.
        what: &'static str,
    },
    /// The write key or the data plane's URL contains white space, or a character that leaves no mark.
    Character {
        /// Which of the two.
        setting: &'static str,
        /// The first such character.
        character: char,
    },
    /// A header that can't be sent.
    Header {
        /// Its name, as far as it is valid: what follows may be the value.
        name: String,
        /// Why.
        what: &'static str,
    },
    /// The proxy can't be used.
    Proxy {
        /// Who names it: `.proxy(…)` or a variable of the environment.
        given_by: &'static str,
        /// Why.
        what: &'static str,
    },
    /// The outbox can't be used: another client has it open, it is damaged, it is for another source, or the folder is
    /// something else. What is in it is left as it is.
    Outbox {
        /// The folder.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// The operating system could not start a thread.
    Thread {
        /// Its message.
        message: String,
    },
}

impl Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting { what } => f.write_str(what),
            Self::DataPlane { what } => write!(f, "the data plane's URL: {what}"),
            Self::Character { setting, character } => {
                let (name, code) = (name_of(*character), u32::from(*character));
                write!(
                    f,
                    "{setting} contains {name} (U+{code:04X}); trim what was read from a file"
                )
            }
            Self::Header { name, what } => write!(f, "the header {name:?}: {what}"),
            Self::Proxy { given_by, what } => write!(f, "the proxy of {given_by}: {what}"),
            Self::Outbox { path, message } => {
                write!(f, "the outbox {}: {message}", path.display())
            }
            Self::Thread { message } => {
                write!(f, "the client's thread could not be started: {message}")
            }
        }
    }
}

impl From<NoSuchProxy> for BuildError {
    fn from(NoSuchProxy { given_by, what }: NoSuchProxy) -> Self {
        Self::Proxy { given_by, what }
    }
}

impl std::error::Error for BuildError {}

/// Returns the name of a character that neither a write key nor a URL has.
fn name_of(character: char) -> &'static str {
    match character {
        ' ' => "a space",
        '\t' => "a tab",
        '\n' => "a line feed",
        '\r' => "a carriage return",
        '\0' => "a NUL",
        '\u{a0}' => "a no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' => "a zero-width non-joiner",
        '\u{200d}' => "a zero-width joiner",
        '\u{2060}' => "a word joiner",
        '\u{feff}' => "a byte order mark",
        c if c.is_whitespace() => "white space",
        c if c.is_control() => "a control character",
        _ => "an invisible character",
    }
}
