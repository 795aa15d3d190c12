//! What a client's handles and its worker share: the events that are waiting, and what became of the others.

mod handle;
mod store;
mod work;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub(super) use self::store::Store;
use super::event::Event;
use super::outbox::Stored;
use super::outcome::Trouble;
use super::stats::Returned;

/// The sizes at which the worker is woken, and beyond which no event is taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) batch_events: usize,
    pub(super) batch_bytes: usize,
    pub(super) flush_every: Duration,
    pub(super) queue_events: usize,
    pub(super) queue_bytes: usize,
}

/// At least the bytes around the events of a batch.
pub(super) const ENVELOPE: usize = 64;
/// For a call that is wanted until it returns.
pub(super) static NEVER: AtomicBool = AtomicBool::new(false);

pub(super) struct Queue {
    limits: Limits,
    /// The process that has the worker's thread. In one that was forked off, the lock may be held for ever.
    process: u32,
    /// The events that were returned in a process without the worker's thread.
    forked: AtomicU64,
    state: Mutex<State>,
    /// Wakes the worker: there is something to do.
    work: Condvar,
    /// Wakes those who are waiting for the worker.
    news: Condvar,
}

/// The time and size of an event that the worker has in hand.
struct InHand {
    taken: u64,
    bytes: usize,
}

struct State {
    waiting: Store,
    /// When the oldest of them arrived, or the last batch was taken.
    since: Option<Instant>,
    /// The number of the next event.
    next: u64,
    /// What the worker has in hand, by number.
    in_hand: BTreeMap<u64, InHand>,
    in_hand_bytes: usize,
    /// Events that were deferred or set aside before, for the worker to take.
    returned: Vec<Event>,
    /// The one that is set aside while `on_failure` is told of it.
    telling: Option<u64>,
    delivered: u64,
    rejected: u64,
    exhausted: u64,
    /// What `send` returned.
    returned_to_caller: Returned,
    /// How many of those given up a flush has reported.
    told: u64,
    /// Events before this number are sent at once, without waiting for a full batch.
    flush_to: u64,
    /// The number of times that the worker was asked to retry deferred events.
    nudges: u64,
    /// The outbox can't be read before this time.
    unreadable_until: Option<Instant>,
    trouble: Option<Trouble>,
    /// The last answer for a deferred event, while there is one.
    deferred_trouble: Option<Trouble>,
    /// A request is wanted even during a pause: `flush`, `resume` or a shutdown was called.
    is_asked: bool,
    /// The refusals to report: those after the first pause, unless another request is wanted.
    refusals: u64,
    /// Whether the last pause was not the first in a row.
    is_confirmed: bool,
    /// When the worker has to end. No event is taken any more.
    ends: Option<Instant>,
    has_ended: bool,
}

impl State {
    fn failed(&self) -> u64 {
        self.rejected + self.exhausted
    }

    fn pending(&self) -> u64 {
        (self.waiting.len() + self.in_hand.len()) as u64
    }

    /// The waiting events before a number.
    fn waiting_before(&self, number: u64) -> u64 {
        let newer = self.next.saturating_sub(number);
        (self.waiting.len() as u64).saturating_sub(newer)
    }

    fn is_all_settled_before(&self, number: u64) -> bool {
        let oldest = self.in_hand.first_key_value();
        oldest.is_none_or(|(oldest, _)| *oldest >= number) && self.waiting_before(number) == 0
    }

    fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref().or(self.deferred_trouble.as_ref())
    }

    /// Whether the client is still refused after its first pause.
    fn is_refused(&self) -> bool {
        let trouble = self.trouble.as_ref();
        self.is_confirmed && trouble.is_some_and(|trouble| trouble.is_pause)
    }

    /// Asks the worker for a request, even during a pause, and for one with each deferred event.
    fn ask(&mut self) {
        // Without events in hand, the worker is in no pause, and a pause that comes later has its own reason.
        self.is_asked = !self.in_hand.is_empty();
        self.nudges += 1;
    }

    fn take_in_hand(&mut self, events: &[Event]) {
        for event in events {
            let in_hand = InHand {
                taken: event.taken,
                bytes: event.len,
            };
            self.in_hand_bytes += event.len;
            self.in_hand.insert(event.number, in_hand);
        }
    }

    /// Takes events in hand that rest in the outbox, for the worker to take.
    fn take_stored(&mut self, stored: Vec<Stored>) {
        let events = stored.into_iter();
        let events: Vec<_> = events
            .map(|stored| Event::in_outbox(stored, None))
            .collect();
        self.take_in_hand(&events);
        self.returned.extend(events);
    }

    /// Whether delivered events can still be read on the disk, though nothing is waiting.
    fn has_traces(&self) -> bool {
        match &self.waiting {
            Store::InOutbox(outbox) => outbox.has_traces(),
            _ => false,
        }
    }

    fn remove_traces(&mut self) {
        if let Store::InOutbox(outbox) = &mut self.waiting {
            // What is left is removed at the end.
            let _ = outbox.remove_traces();
        }
    }

    fn settle(&mut self, event: &Event) {
        if let Some(in_hand) = self.in_hand.remove(&event.number) {
            self.in_hand_bytes = self.in_hand_bytes.saturating_sub(in_hand.bytes);
        }
    }
}

/// What the worker has to know before each request.
pub(super) struct Orders {
    /// The time given to a shutdown is over.
    pub(super) is_over: bool,
    pub(super) is_ending: bool,
    /// The number of times that it was asked to retry deferred events.
    pub(super) nudges: u64,
    /// Deferred events.
    pub(super) returned: Vec<Event>,
}

impl Queue {
    pub(super) fn new(limits: Limits, waiting: Store) -> Self {
        let mut state = State {
            waiting,
            since: None,
            next: 1,
            in_hand: BTreeMap::new(),
            in_hand_bytes: 0,
            returned: Vec::new(),
            telling: None,
            delivered: 0,
            rejected: 0,
            exhausted: 0,
            returned_to_caller: Returned::default(),
            told: 0,
            flush_to: 0,
            nudges: 0,
            unreadable_until: None,
            trouble: None,
            deferred_trouble: None,
            is_asked: false,
            refusals: 0,
            is_confirmed: false,
            ends: None,
            has_ended: false,
        };
        if let Store::InOutbox(outbox) = &mut state.waiting {
            state.next = outbox.next_number();
            let deferred = outbox.deferred();
            state.take_stored(deferred);
        }
        // What an outbox holds was sent to an earlier client, and is posted at once.
        state.flush_to = state.next;
        Self {
            limits,
            process: std::process::id(),
            forked: AtomicU64::new(0),
            state: Mutex::new(state),
            work: Condvar::new(),
            news: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The time after `timeout`; after a day if that would overflow the clock.
fn deadline(timeout: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(timeout)
        .unwrap_or_else(|| now + Duration::from_secs(86_400))
}
