//! What a client has done, and what it has yet to do.

use std::time::Duration;

use super::outcome::Trouble;
use crate::sink::SendErrorKind;

/// How a client is doing; see [`Client::stats`](super::Client::stats).
///
/// An event counts once, at the end of its way: in `delivered`, `rejected` or `exhausted`. Those three and `returned` only
/// grow, from zero at the start of the client; the others go up and down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// The events that were not sent yet.
    pub waiting: u64,
    /// Their bytes.
    pub waiting_bytes: u64,
    /// The events that are on their way, or will be sent again.
    pub in_hand: u64,
    /// The events that the data plane accepted.
    pub delivered: u64,
    /// The events given up because the data plane refused them.
    pub rejected: u64,
    /// The events given up because their attempts or their time ran out.
    pub exhausted: u64,
    /// The events that `send` and `send_wait` returned to the caller. They are in no other number here.
    pub returned: Returned,
    /// The events that were given up, by this client or one before it, and are kept in the outbox.
    pub set_aside: u64,
    /// The records that were gone when the outbox was opened, by
    /// `ClientBuilder::set_damage_aside`. Some of them may have been delivered.
    pub lost: u64,
    /// How long ago the oldest event was sent that is waiting or in hand. It is the first sign of trouble: it grows as long
    /// as an event does not arrive.
    pub oldest: Option<Duration>,
    /// Why the data plane takes nothing at present, or not every event.
    pub trouble: Option<Trouble>,
}

/// How many events [`send`](super::Client::send) returned in its error, for each [`SendErrorKind`]. A call that tries again
/// with the same event counts again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Returned {
    /// [`SendErrorKind::Full`].
    pub full: u64,
    /// [`SendErrorKind::Paused`].
    pub paused: u64,
    /// [`SendErrorKind::Certificate`].
    pub certificate: u64,
    /// [`SendErrorKind::ShutDown`].
    pub shut_down: u64,
    /// [`SendErrorKind::Forked`], in this process.
    pub forked: u64,
    /// [`SendErrorKind::Write`]: the outbox could not be written.
    pub write: u64,
}

impl Returned {
    /// All of them.
    pub fn total(&self) -> u64 {
        self.full + self.paused + self.certificate + self.shut_down + self.forked + self.write
    }

    pub(super) fn count(&mut self, kind: &SendErrorKind) {
        let count = match kind {
            SendErrorKind::Full => &mut self.full,
            SendErrorKind::Paused { .. } => &mut self.paused,
            SendErrorKind::Certificate { .. } => &mut self.certificate,
            SendErrorKind::ShutDown => &mut self.shut_down,
            SendErrorKind::Forked => &mut self.forked,
            SendErrorKind::Write { .. } => &mut self.write,
        };
        *count += 1;
    }
}
