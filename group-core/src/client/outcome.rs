//! What becomes of events.

use std::fmt::{self, Display};

use crate::event::payload::Payload;

/// An event that was given up. `on_failure` gets each of them once.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failed {
    /// The event.
    pub payload: Payload,
    /// Why it was given up.
    pub reason: FailReason,
    /// The status of the last answer, if there was one.
    pub status: Option<u16>,
    /// The text of the last answer, or what went wrong with the connection.
    pub answer: String,
}

/// Why an event was given up. More reasons may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailReason {
    /// The data plane refused this very event: 400, 413, 422 or another status without a known cure, for a batch of it
    /// alone.
    Rejected,
    /// It was tried for as long, or as often, as it may be: see
    /// [`give_up_after`](super::ClientBuilder::give_up_after) and [`RetryPolicy`](super::RetryPolicy).
    AttemptsExhausted,
    /// It was older than [`max_age`](super::ClientBuilder::max_age) before it could be delivered.
    TooOld,
}

/// What became of every event sent through a client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Accepted by the data plane.
    pub delivered: u64,
    /// Given up: handed to `on_failure`, or set aside in the outbox.
    pub failed: u64,
    /// Neither yet. The next client on the same outbox delivers them; without an outbox, they are lost when the client
    /// ends.
    pub pending: u64,
}

/// Why the data plane takes nothing at present, or not every event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trouble {
    /// The status of its last answer, if there was one.
    pub status: Option<u16>,
    /// The text of its last answer, or what went wrong with the connection: at most 300 characters, and a hint if there is one.
    pub answer: String,
    /// Whether the client [pauses](super#pauses). If that lasts, its owner has to act: the key is wrong, the source is switched
    /// off, the URL leads elsewhere, or the certificate is not trusted.
    pub is_pause: bool,
}

impl Trouble {
    pub(super) fn pause(status: Option<u16>, answer: String) -> Self {
        Self {
            status,
            answer,
            is_pause: true,
        }
    }

    pub(super) fn passing(status: Option<u16>, answer: String) -> Self {
        Self {
            status,
            answer,
            is_pause: false,
        }
    }
}

impl Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "the data plane answers {status}: {}", self.answer),
            None => write!(f, "the data plane can't be reached: {}", self.answer),
        }
    }
}

/// Not every event sent before a [`flush`](super::Client::flush) has been accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FlushError {
    /// How many events are still pending.
    pub pending: u64,
    /// How many were given up since the last flush, or the start.
    pub failed: u64,
    pub(super) trouble: Option<Trouble>,
}

impl FlushError {
    /// The status of the answer that is holding up the events, if there is one.
    pub fn status(&self) -> Option<u16> {
        self.trouble.as_ref()?.status
    }
}

impl Display for FlushError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "pending events: {}, given up: {}",
            self.pending, self.failed
        )?;
        match &self.trouble {
            Some(trouble) => write!(f, "; {trouble}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for FlushError {}
