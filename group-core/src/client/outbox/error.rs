//! What can go wrong with an outbox.

use std::fmt::{self, Display};
use std::io;

use super::holder::Holder;

/// Why an outbox could not be opened, or an event could not be written or read. Each says what to do about it.
#[derive(Debug)]
pub(in crate::client) enum OutboxError {
    /// Another client has it.
    InUse(Option<Holder>),
    Damaged(Damage),
    OldForm,
    NotAFolder,
    Foreign {
        name: String,
    },
    OtherSource,
    UnknownSource,
    LaterVersion,
    Removed,
    TooLong,
    NoRandomness,
    Io {
        doing: &'static str,
        file: String,
        error: io::Error,
    },
}

/// Where an outbox is not what was written.
#[derive(Debug)]
pub(in crate::client) struct Damage {
    file: String,
    record: Option<u64>,
    what: &'static str,
}

impl OutboxError {
    pub(super) fn damaged(file: &str, record: Option<u64>, what: &'static str) -> Self {
        Self::Damaged(Damage {
            file: file.to_owned(),
            record,
            what,
        })
    }
}

/// Says of an error of the operating system what was being done.
pub(super) trait Doing<T> {
    fn doing(self, doing: &'static str, file: impl Display) -> Result<T, OutboxError>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &'static str, file: impl Display) -> Result<T, OutboxError> {
        self.map_err(|error| OutboxError::Io {
            doing,
            file: file.to_string(),
            error,
        })
    }
}

impl Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, record, what } = self;
        match record {
            Some(record) => write!(f, "record {record} in `{file}`: {what}"),
            None => write!(f, "`{file}`: {what}"),
        }
    }
}

impl Display for OutboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse(None) => f.write_str(
                "another client has it open; give each client an outbox of its own",
            ),
            Self::InUse(Some(holder)) => write!(f, "{holder}"),
            Self::Damaged(damage) => write!(
                f,
                "it is damaged and was left as it is: {damage}; `.set_damage_aside()` keeps a copy of what is damaged and delivers all that is whole",
            ),
            Self::OldForm => f.write_str(
                "it is a file of an earlier version of group-core, which delivers the events in it; give this version another path",
            ),
            Self::NotAFolder => f.write_str("it is not a folder; give it a path where there is nothing yet"),
            Self::Foreign { name } => write!(
                f,
                "its folder has something else in it (`{name}`); give the outbox a folder of its own",
            ),
            Self::OtherSource => f.write_str(
                "its events are of another source (write key and data plane); `.take_over_outbox()` sends them with this client",
            ),
            Self::UnknownSource => f.write_str(
                "it is damaged where it says which source its events are for, and was left as it is; if they are for this \
                 write key and data plane, `.take_over_outbox()` beside `.set_damage_aside()` sends them",
            ),
            Self::LaterVersion => f.write_str(
                "a later version of group-core wrote it, which delivers the events in it",
            ),
            Self::Removed => f.write_str(
                "its files were removed or replaced while it was open; build a new client",
            ),
            Self::TooLong => f.write_str("an event has at most 32,768 bytes"),
            Self::NoRandomness => f.write_str("the operating system gives no randomness"),
            Self::Io { doing, file, error } => write!(f, "{doing} {file}: {error}"),
        }
    }
}
