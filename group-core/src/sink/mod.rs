//! Where finished events go.
//!
//! Write an application against [`Sink`]. In production it gets the `Client` of the feature `client`, or a sink of your own;
//! in tests a [`Recorder`], which keeps what it was sent; and [`Lines`] writes to a file or a pipe. An `Option` of a sink can
//! be switched off: `None` takes events and sends none.
//!
//! ```
//! use group_core::{GroupTraits, Identity, sink::{Recorder, Sink}};
//!
//! #[derive(GroupTraits)]
//! struct Company { id: u64, name: String }
//!
//! fn signed_up(events: &impl Sink, user: &str, company: &Company) -> Result<(), Box<dyn std::error::Error>> {
//!     events.send(Identity::user(user).group(company).build()?)?;
//!     Ok(())
//! }
//!
//! let hooli = Company { id: 7, name: "Hooli".into() };
//!
//! // A test.
//! let events = Recorder::new();
//! signed_up(&events, "gavin", &hooli)?;
//! assert_eq!(events.sent()[0].to_value()["traits"]["name"], "Hooli");
//!
//! // On staging, where no event is to leave.
//! let is_production = false;
//! let events = is_production.then(Recorder::new); // `Client::builder(…).build()` in an application
//! signed_up(&events, "gavin", &hooli)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A service that chooses the sink at run time holds an `Arc<dyn Sink>`, as the state of axum or actix-web does:
//!
//! ```
//! use std::sync::Arc;
//! use group_core::sink::{Recorder, Sink};
//!
//! #[derive(Clone)]
//! struct App {
//!     events: Arc<dyn Sink>,
//! }
//!
//! let app = App { events: Arc::new(Recorder::new()) };
//! std::thread::spawn(move || drop(app)).join().unwrap();
//! ```
//!
//! Nothing here needs a feature, or a dependency that group-core does not have without one.

mod lines;
mod recorder;

use std::fmt::{self, Display};

pub use lines::Lines;
pub use recorder::Recorder;

use crate::event::payload::Payload;

/// What takes finished events; see the [module](self).
///
/// Every sink is `Send + Sync`, so the state of a web service can hold an `Arc<dyn Sink>`.
pub trait Sink: Send + Sync {
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

/// `None` takes events and sends none: for staging, or where tests are not about events.
impl<S: Sink> Sink for Option<S> {
    fn send(&self, payload: Payload) -> Result<(), SendError> {
        match self {
            Some(sink) => sink.send(payload),
            None => Ok(()),
        }
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
    /// The queue is full because the data plane refuses the client, which pauses: 401, 403, 404, a redirect, an HTML page, or
    /// whatever it answers to everything.
    Paused {
        /// The status of its answer.
        status: u16,
        /// The text of its answer.
        answer: String,
    },
    /// The queue is full because the data plane's certificate is refused.
    Certificate {
        /// What is wrong with it.
        message: String,
    },
    /// The client was shut down.
    ShutDown,
    /// The process was forked off the one that built the client, whose thread is not in it. Build a client in the child.
    Forked,
    /// The event could not be written: to the outbox, or by [`Lines`].
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
            SendErrorKind::Certificate { message } => write!(
                f,
                "the queue is full, and the data plane's certificate is refused: {message}",
            ),
            SendErrorKind::ShutDown => f.write_str("the client was shut down"),
            SendErrorKind::Forked => f.write_str(
                "this process was forked off the one that built the client, whose thread is not in it: build a client in the child",
            ),
            SendErrorKind::Write { message } => {
                write!(f, "the event could not be written: {message}")
            }
        }
    }
}

impl std::error::Error for SendError {}
