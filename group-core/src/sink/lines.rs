//! A sink that writes lines.

use std::fmt;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

use super::{SendError, SendErrorKind, Sink};
use crate::event::payload::Payload;

/// Writes each event as a line of JSON to any `Write`: newline-delimited JSON, for a file, a pipe or standard output.
///
/// ```
/// use group_core::{Identity, sink::{Lines, Sink}};
///
/// let sink = Lines::new(Vec::new());
/// sink.send(Identity::user("u").group_with_id("5e8a", &()).build()?)?;
/// sink.send(Identity::user("u").group_with_id("7b2c", &()).build()?)?;
/// let written = sink.into_inner();
/// assert_eq!(written.iter().filter(|byte| **byte == b'\n').count(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Lines<W> {
    writer: Mutex<W>,
}

impl<W: Write> Lines<W> {
    /// Writes to `writer`, without a buffer of its own: each line is one `write_all`.
    pub fn new(writer: W) -> Self {
        Self {
            writer: Mutex::new(writer),
        }
    }

    /// Returns the writer.
    pub fn into_inner(self) -> W {
        self.writer
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Write + Send> Sink for Lines<W> {
    fn send(&self, payload: Payload) -> Result<(), SendError> {
        let mut line = String::with_capacity(payload.as_str().len() + 1);
        line.push_str(payload.as_str());
        line.push('\n');
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let written = writer.write_all(line.as_bytes());
        drop(writer);
        written.map_err(|error| {
            let message = error.to_string();
            SendError::new(payload, SendErrorKind::Write { message })
        })
    }
}

impl<W> fmt::Debug for Lines<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}
