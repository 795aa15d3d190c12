//! Where finished events go.

use std::fmt::{self, Display};

use crate::payload::Payload;

/// What takes finished events: a [`Client`](super::Client) in production, a [`Recorder`](super::Recorder) in
/// tests, [`Lines`](super::Lines) for a file or a pipe. Write application code against it.
///
/// ```
/// use group_core::{GroupTraits, Identity, client::{Recorder, Sink}};
///
/// #[derive(GroupTraits)]
/// struct Company { id: u64, name: String }
///
/// fn signed_up(sink: &impl Sink, user: &Identity, company: &Company) -> Result<(), Box<dyn std::error::Error>> {
///     sink.send(user.group(company).build()?)?;
///     Ok(())
/// }
///
/// let sink = Recorder::new();
/// signed_up(&sink, &Identity::user("u"), &Company { id: 7, name: "Hooli".into() })?;
/// assert_eq!(sink.sent()[0].to_value()["traits"]["name"], "Hooli");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Sink {
    /// Takes an event.
    ///
    /// # Errors
    /// [`SendError`], which contains the event, if it was not taken.
    fn send(&self, payload: Payload) -> Result<(), SendError>;
}

impl<S: Sink + ?Sized> Sink for &S {
    fn send(&self, payload: Payload) -> Result<(), SendError> {
        S::send(self, payload)
    }
}

impl<S: Sink + ?Sized> Sink for Box<S> {
    fn send(&self, payload: Payload) -> Result<(), SendError> {
        S::send(self, payload)
    }
}

impl<S: Sink + ?Sized> Sink for std::sync::Arc<S> {
    fn send(&self, payload: Payload) -> Result<(), SendError> {
        S::send(self, payload)
    }
}

/// An event that was not taken, and why. It contains the event, so nothing is lost.
#[derive(Debug)]
#[non_exhaustive]
pub struct SendError {
    payload: Payload,
    kind: SendErrorKind,
}

/// Why an event was not taken. More reasons may be added.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SendErrorKind {
    /// The queue is full: events come faster than the data plane takes them.
    Full,
    /// The queue is full because the data plane refuses the client: 401, 404 or a redirect.
    Paused {
        /// The status of its answer.
        status: u16,
        /// The text of its answer.
        answer: String,
    },
    /// The client was shut down.
    ShutDown,
    /// The event could not be written: to the outbox, or by [`Lines`](super::Lines).
    Write {
        /// What went wrong.
        message: String,
    },
}

impl SendError {
    /// For a [`Sink`] of your own that does not take an event.
    pub fn new(payload: Payload, kind: SendErrorKind) -> Self {
        Self { payload, kind }
    }

    /// The event.
    pub fn into_payload(self) -> Payload {
        self.payload
    }

    /// The event.
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// Why it was not taken.
    pub fn kind(&self) -> &SendErrorKind {
        &self.kind
    }
}

impl Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            SendErrorKind::Full => f.write_str("the queue is full"),
            SendErrorKind::Paused { status, answer } => write!(
                f,
                "the queue is full, and the data plane refuses this client: {status}: {answer}",
            ),
            SendErrorKind::ShutDown => f.write_str("the client was shut down"),
            SendErrorKind::Write { message } => {
                write!(f, "the event could not be written: {message}")
            }
        }
    }
}

impl std::error::Error for SendError {}
