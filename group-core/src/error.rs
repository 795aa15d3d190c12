//! One error for building and sending.

use std::fmt::{self, Display};

use crate::problem::PayloadError;
use crate::sink::SendError;

/// Why an event was not sent: it could not be built, or the sink did not take it.
///
/// `?` converts the errors of both steps, so a function that builds and sends needs no error type of its own:
///
/// ```
/// use group_core::sink::{SendErrorKind, Sink};
/// use group_core::{Error, GroupTraits, Identity};
///
/// #[derive(GroupTraits)]
/// struct Company { id: u64, name: String }
///
/// fn signed_up(events: &impl Sink, user: &str, company: &Company) -> Result<(), Error> {
///     let event = Identity::user(user).group(company).build()?;
///     events.send(event)?;
///     Ok(())
/// }
///
/// # let events = group_core::sink::Recorder::new();
/// # let hooli = Company { id: 42, name: "Hooli".into() };
/// match signed_up(&events, " ", &hooli) {
///     Ok(()) => {}
///     Err(Error::Build(error)) => println!("{} problems", error.problems().len()),
///     Err(Error::Send(error)) if *error.kind() == SendErrorKind::Full => println!("later"),
///     Err(error) => println!("{error}"),
/// }
/// ```
///
/// [`Display`] and [`source`](std::error::Error::source) are those of the error inside.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The event was refused when it was built.
    Build(PayloadError),
    /// The sink did not take the event, which is inside.
    Send(SendError),
}

impl From<PayloadError> for Error {
    fn from(error: PayloadError) -> Self {
        Self::Build(error)
    }
}

impl From<SendError> for Error {
    fn from(error: SendError) -> Self {
        Self::Send(error)
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Send(error) => error.fmt(f),
        }
    }
}

// The text of the error inside is in `Display`, so it is not the source too: a report would show it twice.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Build(error) => error.source(),
            Self::Send(error) => error.source(),
        }
    }
}
