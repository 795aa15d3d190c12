//! What a client has done, and what it has yet to do.

use std::time::Duration;

use super::outcome::Trouble;

/// How a client is doing; see [`Client::stats`](super::Client::stats).
///
/// An event counts once, at the end of its way: in `delivered`, `rejected` or `exhausted`. Those three only grow, from zero
/// at the start of the client; the others go up and down.
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
