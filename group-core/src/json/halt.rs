//! Why a `Serialize` ended early.

use std::fmt::{self, Display, Write};

use serde_core::ser::Error;

use crate::shown::Shown;

/// Why a `Serialize` ended early. The message is boxed to keep this small, because writing any value may return it.
#[derive(Debug)]
pub(crate) enum Halt {
    /// It returned an error of its own.
    Failed(Box<Message>),
    /// A problem has been recorded.
    Recorded,
}

/// The error of a `Serialize`.
#[derive(Debug)]
pub(crate) struct Message(String);

impl Halt {
    /// The error of the `Serialize`; `None` if the problem has been recorded.
    pub(super) fn into_message(self) -> Option<String> {
        match self {
            Self::Failed(message) => Some(message.0),
            Self::Recorded => None,
        }
    }
}

impl Display for Halt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(message) => f.write_str(&message.0),
            Self::Recorded => f.write_str("the value can't be sent"),
        }
    }
}

impl std::error::Error for Halt {}

impl Error for Halt {
    fn custom<T: Display>(message: T) -> Self {
        // Not `to_string`, which panics if the `Display` fails.
        let mut shown = Shown::default();
        let failed = write!(shown, "{message}").is_err();
        let mut text = shown.into_string();
        if failed && text.is_empty() {
            text.push_str("it failed, and so did the `Display` of its error");
        }
        Self::Failed(Box::new(Message(text)))
    }
}
