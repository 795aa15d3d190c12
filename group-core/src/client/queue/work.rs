//! What the worker asks of the queue.

use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{mem, slice};

use super::store::Store;
use super::{ENVELOPE, Limits, Orders, Queue, State, deadline};
use crate::client::event::Event;
use crate::client::outbox::{Mark, OutboxError};
use crate::client::outcome::{FailReason, Trouble};
use crate::client::schedule::{Pause, Want};
use crate::client::survive::survive;
use crate::event::payload::Payload;

/// How long a client has nothing to do before it removes delivered events from the disk.
const IDLE: Duration = Duration::from_secs(1);
/// How long the worker waits before it reads an unreadable outbox again.
const OUTBOX_PAUSE: Duration = Duration::from_secs(5);

impl Queue {
    pub(in crate::client) fn orders(&self) -> Orders {
        let mut state = self.lock();
        state.is_asked = false;
        Orders {
            is_over: state.ends.is_some_and(|ends| ends <= Instant::now()),
            is_ending: state.ends.is_some(),
            nudges: state.nudges,
            returned: mem::take(&mut state.returned),
        }
    }

    fn is_due(&self, state: &State, now: Instant) -> bool {
        state.waiting.len() > 0
            && state.unreadable_until.is_none_or(|until| until <= now)
            && (self.has_full_batch(state)
                || state.ends.is_some()
                || state.waiting_before(state.flush_to) > 0
                || self.due(state).is_some_and(|due| due <= now))
    }

    /// When what is waiting is to be sent.
    fn due(&self, state: &State) -> Option<Instant> {
        let due = state.since?.checked_add(self.limits.flush_every)?;
        Some(state.unreadable_until.map_or(due, |until| due.max(until)))
    }

    /// Takes what is wanted of the waiting events.
    pub(in crate::client) fn take(&self, want: Want) -> Vec<Event> {
        let mut state = self.lock();
        if want == Want::Due && !self.is_due(&state, Instant::now()) {
            return Vec::new();
        }
        let Limits {
            batch_events,
            batch_bytes,
            ..
        } = self.limits;
        let next = state.next;
        let taken = state.waiting.take(next, |events, bytes| {
            events == 1
                || want == Want::Due && events <= batch_events && bytes + ENVELOPE <= batch_bytes
        });
        match taken {
            Ok(events) => {
                state.take_in_hand(&events);
                state.unreadable_until = None;
                state.since = (state.waiting.len() > 0).then(Instant::now);
                events
            }
            Err(error) => {
                state.unreadable_until = Some(deadline(OUTBOX_PAUSE));
                state.trouble = Some(Trouble::passing(None, format!("the outbox: {error}")));
                drop(state);
                survive(|| tracing::error!(%error, "the outbox can't be read"));
                Vec::new()
            }
        }
    }

    /// Waits until something is to be sent, `until` has come, or there were more than these nudges. False once there is
    /// nothing more to do.
    pub(in crate::client) fn wait_for_work(&self, until: Option<Instant>, nudges: u64) -> bool {
        let mut state = self.lock();
        let idle = deadline(IDLE);
        loop {
            let now = Instant::now();
            if state.ends.is_some_and(|ends| ends <= now) {
                return false;
            }
            if idle <= now {
                state.remove_traces();
            }
            if self.is_due(&state, now)
                || state.nudges != nudges
                || until.is_some_and(|until| until <= now)
            {
                return true;
            }
            // What is deferred in an outbox is left to the next client.
            let is_left = until.is_none() || !matches!(state.waiting, Store::InMemory { .. });
            if state.ends.is_some() && state.waiting.len() == 0 && is_left {
                return false;
            }
            let due = self.due(&state).filter(|_| state.waiting.len() > 0);
            let readable = state.unreadable_until.filter(|until| *until > now);
            let idle = Some(idle).filter(|_| state.has_traces());
            let next = [until, due, readable, idle, state.ends]
                .into_iter()
                .flatten()
                .min();
            let wait = next.map(|next| next.saturating_duration_since(now));
            state = self.wait_for_a_call(state, wait);
        }
    }

    fn wait_for_a_call<'a>(
        &self,
        state: MutexGuard<'a, State>,
        wait: Option<Duration>,
    ) -> MutexGuard<'a, State> {
        match wait {
            Some(wait) => {
                let woken = self.work.wait_timeout(state, wait);
                woken.unwrap_or_else(PoisonError::into_inner).0
            }
            None => self
                .work
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner),
        }
    }

    pub(in crate::client) fn accepted(&self, events: &[Event], has_deferred: bool) {
        let mut state = self.lock();
        state.trouble = None;
        state.deferred_trouble.take_if(|_| !has_deferred);
        state.delivered += events.len() as u64;
        self.settle(state, events, true);
    }

    /// It is set aside until [`gave_up`](Self::gave_up).
    pub(in crate::client) fn set_aside(&self, event: &Event) {
        let mut state = self.lock();
        state.telling = Some(event.number);
        let marked = state.waiting.mark(slice::from_ref(event), Mark::SetAside);
        drop(state);
        say_if_not_marked(marked);
    }

    /// An event was given up, and somebody has it now, unless it stays set aside.
    pub(in crate::client) fn settle_given_up(
        &self,
        event: &Event,
        reason: FailReason,
        is_told: bool,
        has_deferred: bool,
    ) {
        let mut state = self.lock();
        state.trouble = None;
        state.deferred_trouble.take_if(|_| !has_deferred);
        match reason {
            FailReason::Rejected => state.rejected += 1,
            FailReason::AttemptsExhausted | FailReason::TooOld => state.exhausted += 1,
        }
        {
            state.telling = None;
        }
        self.settle(state, slice::from_ref(event), is_told);
    }

    fn settle(&self, mut state: MutexGuard<'_, State>, events: &[Event], is_gone: bool) {
        for event in events {
            state.settle(event);
        }
        let marked = match is_gone {
            true => state.waiting.mark(events, Mark::Settled),
            false => Ok(()),
        };
        drop(state);
        self.news.notify_all();
        say_if_not_marked(marked);
    }

    /// An event is tried by itself from now on, also by the next client on the outbox.
    pub(in crate::client) fn deferred(&self, event: &Event, trouble: Trouble) {
        let mut state = self.lock();
        state.deferred_trouble = Some(trouble);
        {
            let marked = state.waiting.mark(slice::from_ref(event), Mark::Deferred);
            drop(state);
            say_if_not_marked(marked);
        }
    }

    /// The event that rests in the outbox.
    pub(in crate::client) fn read(&self, event: &Event) -> Result<Option<Payload>, OutboxError> {
        match (&mut self.lock().waiting, &event.stored) {
            (Store::InOutbox(outbox), Some(stored)) => {
                outbox.read(stored).map(|record| Some(record.payload))
            }
            _ => Ok(None),
        }
    }

    /// Waits before another attempt, and at least so long if the client is shut down. False if the worker has to end first.
    pub(in crate::client) fn wait_out(
        &self,
        trouble: Trouble,
        wait: Duration,
        least: Duration,
    ) -> bool {
        let (until, at_least) = (deadline(wait), deadline(least));
        let mut state = self.lock();
        state.trouble = Some(trouble);
        self.news.notify_all();
        loop {
            let end = state.ends.map_or(until, |ends| ends.min(at_least));
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return state.ends.is_none_or(|ends| Instant::now() < ends);
            }
            state = self.wait_for_a_call(state, Some(left));
        }
    }

    /// Waits until the end of a pause, or until a request is asked for. False if the worker has to end.
    pub(in crate::client) fn pause(&self, trouble: Trouble, pause: Pause) -> bool {
        let mut state = self.lock();
        state.trouble = Some(trouble);
        state.is_confirmed = pause.is_confirmed;
        // The cause may have been fixed between the refused request and a call during it, so that call gets a request of its own.
        if pause.is_confirmed && !state.is_asked {
            state.refusals += 1;
        }
        self.news.notify_all();
        loop {
            let now = Instant::now();
            if state.ends.is_some_and(|ends| ends <= now) {
                return false;
            }
            if mem::take(&mut state.is_asked) {
                return true;
            }
            // One refusal may be a 404 in passing, and in memory the events have no chance after the shutdown. A second one is not.
            if state.ends.is_some() && pause.is_confirmed {
                return false;
            }
            if pause.until <= now {
                return true;
            }
            let end = state.ends.map_or(pause.until, |ends| ends.min(pause.until));
            state = self.wait_for_a_call(state, Some(end.saturating_duration_since(now)));
        }
    }

    pub(in crate::client) fn ended(&self) {
        let mut state = self.lock();
        let pending = state.pending();
        let is_lost = matches!(state.waiting, Store::InMemory { .. });
        let waiting = state.waiting.replace_with_counts();
        drop(state);
        // Before anybody hears of the end, so that the outbox can be opened by whoever waits for it; and while nobody has to wait
        // for the lock.
        waiting.close();
        self.lock().has_ended = true;
        self.news.notify_all();
        if pending > 0 && is_lost {
            survive(|| {
                tracing::warn!(
                    pending,
                    "the client ended before these events were delivered"
                );
            });
        }
    }
}

/// Never with the lock held: what listens to the log may send an event.
fn say_if_not_marked(marked: Result<(), OutboxError>) {
    if let Err(error) = marked {
        survive(
            || tracing::error!(%error, "what became of events could not be marked in the outbox yet"),
        );
    }
}
