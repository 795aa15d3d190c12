//! Where events wait: in memory or in an outbox.

use std::collections::VecDeque;
use std::mem;

use crate::client::event::{self, Event};
use crate::client::outbox::{Mark, Outbox, OutboxError};
use crate::event::payload::Payload;
use crate::sink::{SendError, SendErrorKind};

/// The events that were not sent yet, oldest first.
pub(in crate::client) enum Store {
    InMemory {
        events: VecDeque<(u64, Payload)>,
        bytes: usize,
    },
    InOutbox(Box<Outbox>),
    /// The worker has ended.
    Closed {
        events: usize,
        bytes: usize,
        oldest: Option<u64>,
        set_aside: u64,
        lost: u64,
    },
}

impl Default for Store {
    fn default() -> Self {
        Self::InMemory {
            events: VecDeque::new(),
            bytes: 0,
        }
    }
}

impl Store {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::InMemory { events, .. } => events.len(),
            Self::InOutbox(outbox) => outbox.waiting(),
            Self::Closed { events, .. } => *events,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::InMemory { bytes, .. } | Self::Closed { bytes, .. } => *bytes,
            Self::InOutbox(outbox) => outbox.waiting_bytes(),
        }
    }

    pub(super) fn oldest(&self) -> Option<u64> {
        match self {
            Self::InMemory { events, .. } => events.front().map(|(taken, _)| *taken),
            Self::InOutbox(outbox) => outbox.oldest_waiting(),
            Self::Closed { oldest, .. } => *oldest,
        }
    }

    pub(super) fn set_aside(&self) -> u64 {
        match self {
            Self::InMemory { .. } => 0,
            Self::InOutbox(outbox) => outbox.set_aside() as u64,
            Self::Closed { set_aside, .. } => *set_aside,
        }
    }

    pub(super) fn lost(&self) -> u64 {
        match self {
            Self::InMemory { .. } => 0,
            Self::InOutbox(outbox) => outbox.lost(),
            Self::Closed { lost, .. } => *lost,
        }
    }

    /// Takes the store, and leaves its counts in its place.
    pub(super) fn replace_with_counts(&mut self) -> Self {
        let left = Self::Closed {
            events: self.len(),
            bytes: self.bytes(),
            oldest: self.oldest(),
            set_aside: self.set_aside(),
            lost: self.lost(),
        };
        mem::replace(self, left)
    }

    /// Closes the outbox, after removing the text of delivered events.
    pub(super) fn close(self) {
        if let Self::InOutbox(mut outbox) = self {
            // What is left is removed by the next client on the outbox.
            let _ = outbox.remove_last_traces();
        }
    }

    pub(super) fn push(&mut self, payload: Payload) -> Result<(), SendError> {
        match self {
            Self::InMemory { events, bytes } => {
                *bytes += payload.as_bytes().len();
                events.push_back((event::now(), payload));
                Ok(())
            }
            Self::InOutbox(outbox) => match outbox.push(payload.as_bytes(), event::now()) {
                Ok(_) => Ok(()),
                Err(error) => {
                    let message = format!("the outbox: {error}");
                    Err(SendError::new(payload, SendErrorKind::Write { message }))
                }
            },
            Self::Closed { .. } => Err(SendError::new(payload, SendErrorKind::ShutDown)),
        }
    }

    /// Takes events while `fits` is true of their number and their bytes, commas included. `next` is the number of the
    /// next event.
    pub(super) fn take(
        &mut self,
        next: u64,
        fits: impl Fn(usize, usize) -> bool,
    ) -> Result<Vec<Event>, OutboxError> {
        let mut taken = Vec::new();
        match self {
            Self::InMemory { events, bytes } => {
                let mut size = 0;
                while let Some((_, payload)) = events.front() {
                    size += payload.as_bytes().len() + 1;
                    if !fits(taken.len() + 1, size) {
                        break;
                    }
                    let number = next.saturating_sub(events.len() as u64);
                    if let Some((at, payload)) = events.pop_front() {
                        *bytes = bytes.saturating_sub(payload.as_bytes().len());
                        taken.push(Event::in_memory(number, at, payload));
                    }
                }
            }
            Self::InOutbox(outbox) => {
                let records = outbox.take(fits)?.into_iter();
                taken.extend(
                    records.map(|record| Event::in_outbox(record.stored, Some(record.payload))),
                );
            }
            Self::Closed { .. } => {}
        }
        Ok(taken)
    }

    /// Marks events that were taken. A mark that can't be written is written later; until then, the next client on the
    /// outbox would find the event as it was marked before.
    pub(super) fn mark(&mut self, events: &[Event], mark: Mark) -> Result<(), OutboxError> {
        let Self::InOutbox(outbox) = self else {
            return Ok(());
        };
        let stored: Vec<_> = events.iter().filter_map(|event| event.stored).collect();
        outbox.mark_all(&stored, mark)
    }
}
