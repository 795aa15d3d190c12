//! An event on its way.

use std::time::{Duration, Instant, SystemTime};

use super::outbox::Stored;
use crate::event::payload::Payload;

/// One that was taken from those that are waiting.
#[derive(Debug)]
pub(super) struct Event {
    /// They are numbered in the order in which they were sent.
    pub(super) number: u64,
    /// When it was sent, in milliseconds since 1970.
    pub(super) taken: u64,
    /// Its bytes.
    pub(super) len: usize,
    /// `None` while it rests in the outbox.
    pub(super) payload: Option<Payload>,
    pub(super) stored: Option<Stored>,
    /// The requests that failed with it, and when the first of them began.
    pub(super) attempts: u32,
    pub(super) first_tried: Option<Instant>,
    /// How long it was last deferred for.
    pub(super) delay: Duration,
}

impl Event {
    fn new(number: u64, taken: u64, len: usize, payload: Option<Payload>) -> Self {
        Self {
            number,
            taken,
            len,
            payload,
            stored: None,
            attempts: 0,
            first_tried: None,
            delay: Duration::ZERO,
        }
    }

    pub(super) fn in_memory(number: u64, taken: u64, payload: Payload) -> Self {
        let len = payload.as_bytes().len();
        Self::new(number, taken, len, Some(payload))
    }

    pub(super) fn in_outbox(stored: Stored, payload: Option<Payload>) -> Self {
        let len = stored.len as usize;
        Self {
            stored: Some(stored),
            ..Self::new(stored.number, stored.taken, len, payload)
        }
    }

    /// Whether it is lost when the client ends.
    pub(super) fn is_in_memory(&self) -> bool {
        self.stored.is_none()
    }

    /// It is not sent at present: what is in an outbox takes no memory meanwhile.
    pub(super) fn rest(&mut self) {
        if self.stored.is_some() {
            self.payload = None;
        }
    }

    pub(super) fn forget_attempts(&mut self) {
        self.attempts = 0;
        self.first_tried = None;
    }

    /// How long ago it was sent.
    pub(super) fn age(&self) -> Duration {
        age(self.taken)
    }
}

pub(super) fn now() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    u64::try_from(now.unwrap_or_default().as_millis()).unwrap_or(u64::MAX)
}

/// How long ago a time was, in milliseconds since 1970.
pub(super) fn age(taken: u64) -> Duration {
    Duration::from_millis(now().saturating_sub(taken))
}
