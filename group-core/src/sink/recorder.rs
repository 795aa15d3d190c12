//! A sink for tests.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{SendError, Sink};
use crate::event::payload::Payload;

/// Keeps what was sent, for the tests of an application. Its clones share what they have.
///
/// ```
/// use group_core::{Identity, sink::{Recorder, Sink}};
///
/// let sink = Recorder::new();
/// sink.send(Identity::user("u").group_with_id("5e8a", &()).build()?)?;
/// assert_eq!(sink.sent()[0].to_value()["groupId"], "5e8a");
/// assert_eq!(sink.take().len(), 1);
/// assert!(sink.sent().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    sent: Arc<Mutex<Vec<Payload>>>,
}

impl Recorder {
    /// A recorder without events.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Payload>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A copy of what was sent, in order.
    pub fn sent(&self) -> Vec<Payload> {
        self.lock().clone()
    }

    /// Takes out what was sent, in order.
    pub fn take(&self) -> Vec<Payload> {
        std::mem::take(&mut self.lock())
    }
}

impl Sink for Recorder {
    fn send(&self, payload: Payload) -> Result<(), SendError> {
        self.lock().push(payload);
        Ok(())
    }
}
