//! What the handles of a client ask of its queue.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::store::Store;
use super::{NEVER, Queue, State, deadline};
use crate::client::event;
use crate::client::outbox::OutboxError;
use crate::client::outcome::{FlushError, Summary, Trouble};
use crate::client::stats::{Returned, Stats};
use crate::event::payload::Payload;
use crate::limits::MAX_BYTES;
use crate::sink::{SendError, SendErrorKind};

/// How much longer than its timeout a shutdown waits for the worker to close what it has open.
const GRACE: Duration = Duration::from_millis(100);

impl Queue {
    /// Whether this is a process that was forked off the one that built the client.
    fn is_forked(&self) -> bool {
        std::process::id() != self.process
    }

    pub(in crate::client) fn push(&self, payload: Payload) -> Result<(), SendError> {
        if self.is_forked() {
            return Err(self.forked(payload));
        }
        self.push_into(self.lock(), payload)
    }

    fn forked(&self, payload: Payload) -> SendError {
        self.forked.fetch_add(1, Ordering::Relaxed);
        SendError::new(payload, SendErrorKind::Forked)
    }

    /// Waits for room first, unless the client is refused.
    pub(in crate::client) fn push_wait(
        &self,
        payload: Payload,
        timeout: Duration,
    ) -> Result<(), SendError> {
        if self.is_forked() {
            return Err(self.forked(payload));
        }
        let bytes = payload.as_bytes().len();
        let state = self.wait_for_news(self.lock(), timeout, &NEVER, |state| {
            !self.is_full(state, bytes)
                || state.ends.is_some()
                || state.has_ended
                || state.is_refused()
        });
        self.push_into(state, payload)
    }

    fn is_full(&self, state: &State, bytes: usize) -> bool {
        let events = state.waiting.len() + state.in_hand.len();
        let taken = state.waiting.bytes() + state.in_hand_bytes;
        events >= self.limits.queue_events || taken.saturating_add(bytes) > self.limits.queue_bytes
    }

    fn push_into(
        &self,
        mut state: MutexGuard<'_, State>,
        payload: Payload,
    ) -> Result<(), SendError> {
        let was_full = self.has_full_batch(&state);
        let pushed = match self.why_not(&state, &payload) {
            Some(kind) => Err(SendError::new(payload, kind)),
            None => state.waiting.push(payload),
        };
        if let Err(error) = pushed {
            state.returned_to_caller.count(error.kind());
            return Err(error);
        }
        state.next += 1;
        // The worker sleeps without a timeout only while nothing is waiting; otherwise until the batch is due.
        let is_first = state.waiting.len() == 1;
        if is_first {
            state.since = Some(Instant::now());
        }
        let is_full = self.has_full_batch(&state);
        drop(state);
        if is_first || (is_full && !was_full) {
            self.work.notify_one();
        }
        Ok(())
    }

    /// Why an event is not taken.
    fn why_not(&self, state: &State, payload: &Payload) -> Option<SendErrorKind> {
        if state.ends.is_some() || state.has_ended {
            return Some(SendErrorKind::ShutDown);
        }
        if !self.is_full(state, payload.as_bytes().len()) {
            return None;
        }
        let pause = state.trouble.as_ref().filter(|trouble| trouble.is_pause);
        Some(match pause {
            None => SendErrorKind::Full,
            Some(Trouble { status, answer, .. }) => match *status {
                Some(status) => SendErrorKind::Paused {
                    status,
                    answer: answer.clone(),
                },
                None => SendErrorKind::Certificate {
                    message: answer.clone(),
                },
            },
        })
    }

    pub(super) fn has_full_batch(&self, state: &State) -> bool {
        state.waiting.len() >= self.limits.batch_events
            || state.waiting.bytes() >= self.limits.batch_bytes
            || self.is_full(state, MAX_BYTES)
    }

    pub(in crate::client) fn flush(
        &self,
        timeout: Duration,
        is_unwanted: &AtomicBool,
    ) -> Result<(), FlushError> {
        if self.is_forked() {
            return Err(FlushError {
                pending: 0,
                failed: 0,
                trouble: Some(Trouble::passing(
                    None,
                    "this process was forked off the one that has the client".to_owned(),
                )),
            });
        }
        let mut state = self.lock();
        let target = state.next;
        state.flush_to = target;
        state.ask();
        let refusals = state.refusals;
        self.work.notify_one();
        let mut state = self.wait_for_news(state, timeout, is_unwanted, |state| {
            state.is_all_settled_before(target) || state.has_ended || state.refusals > refusals
        });
        let failed = state.failed() - state.told;
        // Whoever has dropped the future does not learn of them.
        if !is_unwanted.load(Ordering::Relaxed) {
            state.told = state.failed();
        }
        let in_hand = state.in_hand.range(..target).count() as u64;
        let pending = in_hand + state.waiting_before(target);
        if failed == 0 && pending == 0 {
            return Ok(());
        }
        let trouble = state.trouble().filter(|_| pending > 0).cloned();
        Err(FlushError {
            pending,
            failed,
            trouble,
        })
    }

    pub(in crate::client) fn resume(&self) {
        if self.is_forked() {
            return;
        }
        self.lock().ask();
        self.work.notify_one();
    }

    pub(in crate::client) fn is_shut_down(&self) -> bool {
        !self.is_forked() && self.lock().ends.is_some()
    }

    /// Gives the worker `time` to end, and waits for it for at most `wait`.
    pub(in crate::client) fn end(
        &self,
        time: Duration,
        wait: Duration,
        is_unwanted: &AtomicBool,
    ) -> Summary {
        if self.is_forked() {
            return Summary::default();
        }
        let deadline = deadline(time);
        let mut state = self.lock();
        state.ends = Some(state.ends.map_or(deadline, |ends| ends.min(deadline)));
        if let Store::InOutbox(outbox) = &state.waiting {
            outbox.ending();
        }
        state.ask();
        self.work.notify_one();
        self.news.notify_all();
        // The worker ends at the deadline, and closes what it has open.
        let wait = wait.saturating_add(GRACE);
        let state = self.wait_for_news(state, wait, is_unwanted, |state| state.has_ended);
        Summary {
            delivered: state.delivered,
            failed: state.failed(),
            pending: state.pending(),
        }
    }

    /// Waits until `is_over`, for at most `timeout`, and no longer than it is wanted.
    fn wait_for_news<'a>(
        &self,
        state: MutexGuard<'a, State>,
        timeout: Duration,
        is_unwanted: &AtomicBool,
        is_over: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        let waited = self.news.wait_timeout_while(state, timeout, |state| {
            !is_over(state) && !is_unwanted.load(Ordering::Relaxed)
        });
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Has those who wait see whether they still have to.
    pub(in crate::client) fn wake_waiters(&self) {
        if !self.is_forked() {
            drop(self.lock());
            self.news.notify_all();
        }
    }

    pub(in crate::client) fn stats(&self) -> Stats {
        // In a process that was forked off, the lock may be held for ever.
        if self.is_forked() {
            let returned = Returned {
                forked: self.forked.load(Ordering::Relaxed),
                ..Returned::default()
            };
            return Stats {
                returned,
                ..Stats::default()
            };
        }
        let state = self.lock();
        let in_hand = state.in_hand.values().next().map(|event| event.taken);
        let oldest = in_hand.into_iter().chain(state.waiting.oldest()).min();
        Stats {
            waiting: state.waiting.len() as u64,
            waiting_bytes: state.waiting.bytes() as u64,
            in_hand: state.in_hand.len() as u64,
            delivered: state.delivered,
            rejected: state.rejected,
            exhausted: state.exhausted,
            returned: state.returned_to_caller,
            set_aside: state.waiting.set_aside(),
            lost: state.waiting.lost(),
            oldest: oldest.map(event::age),
            trouble: state.trouble().cloned(),
        }
    }

    /// Gives the events that are set aside back to the worker. Returns how many there are.
    pub(in crate::client) fn retry_set_aside(&self) -> Result<u64, OutboxError> {
        if self.is_forked() {
            return Ok(0);
        }
        let mut state = self.lock();
        let telling = state.telling;
        let Store::InOutbox(outbox) = &mut state.waiting else {
            return Ok(0);
        };
        let retried = outbox.retry_set_aside(telling)?;
        let count = retried.len() as u64;
        state.take_stored(retried);
        state.nudges += 1;
        self.work.notify_one();
        Ok(count)
    }

    pub(in crate::client) fn drop_set_aside(&self) -> Result<u64, OutboxError> {
        if self.is_forked() {
            return Ok(0);
        }
        let mut state = self.lock();
        let telling = state.telling;
        match &mut state.waiting {
            Store::InOutbox(outbox) => outbox.drop_set_aside(telling),
            _ => Ok(0),
        }
    }
}
