//! What a client's handles and its worker share: the events that are waiting, and what became of the others.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

#[cfg(feature = "outbox")]
use super::outbox::{Mark, Outbox, OutboxError, Stored};
use super::outcome::{FlushError, Summary, Trouble};
use crate::payload::Payload;
use crate::sink::{SendError, SendErrorKind};

/// The sizes at which the worker is woken, and beyond which no event is taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) batch_events: usize,
    pub(super) batch_bytes: usize,
    pub(super) flush_every: Duration,
    pub(super) queue: usize,
}

/// At least the bytes around the events of a batch.
pub(super) const ENVELOPE: usize = 64;
/// How much longer than its timeout a shutdown waits for the worker to close what it has open.
const GRACE: Duration = Duration::from_millis(100);
/// How long the worker waits before it reads an unreadable outbox again.
const OUTBOX_PAUSE: Duration = Duration::from_secs(5);

pub(super) struct Queue {
    limits: Limits,
    /// The process that has the worker's thread. In one that was forked off, the lock may be held for ever.
    process: u32,
    state: Mutex<State>,
    /// Wakes the worker: there is something to do.
    work: Condvar,
    /// Wakes those who are waiting for the worker.
    news: Condvar,
}

/// The waiting events, oldest first.
pub(super) enum Waiting {
    InMemory {
        events: VecDeque<Payload>,
        bytes: usize,
    },
    #[cfg(feature = "outbox")]
    InOutbox {
        outbox: Box<Outbox>,
        /// The events in hand, oldest first.
        in_hand: VecDeque<Stored>,
    },
}

/// Without the feature `outbox`, taking events can't fail.
#[cfg(not(feature = "outbox"))]
type OutboxError = std::convert::Infallible;

impl Default for Waiting {
    fn default() -> Self {
        Self::InMemory {
            events: VecDeque::new(),
            bytes: 0,
        }
    }
}

impl Waiting {
    #[cfg(feature = "outbox")]
    pub(super) fn in_outbox(outbox: Outbox) -> Self {
        Self::InOutbox {
            outbox: Box::new(outbox),
            in_hand: VecDeque::new(),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::InMemory { events, .. } => events.len(),
            #[cfg(feature = "outbox")]
            Self::InOutbox { outbox, .. } => outbox.waiting(),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::InMemory { bytes, .. } => *bytes,
            #[cfg(feature = "outbox")]
            Self::InOutbox { outbox, .. } => outbox.waiting_bytes(),
        }
    }

    fn push(&mut self, payload: Payload) -> Result<(), SendError> {
        match self {
            Self::InMemory { events, bytes } => {
                *bytes += payload.as_bytes().len();
                events.push_back(payload);
                Ok(())
            }
            #[cfg(feature = "outbox")]
            Self::InOutbox { outbox, .. } => {
                match outbox.push(payload.as_bytes(), millis_since_1970()) {
                    Ok(_) => Ok(()),
                    Err(error) => {
                        let message = format!("the outbox: {error}");
                        Err(SendError::new(payload, SendErrorKind::Write { message }))
                    }
                }
            }
        }
    }

    /// Takes events while `fits` is true of their number and their bytes, commas included.
    fn take(&mut self, fits: impl Fn(usize, usize) -> bool) -> Result<Vec<Payload>, OutboxError> {
        match self {
            Self::InMemory { events, bytes } => {
                let mut taken = Vec::new();
                let mut size = 0;
                while let Some(next) = events.front() {
                    size += next.as_bytes().len() + 1;
                    if !fits(taken.len() + 1, size) {
                        break;
                    }
                    taken.extend(events.pop_front());
                }
                *bytes =
                    bytes.saturating_sub(taken.iter().map(|event| event.as_bytes().len()).sum());
                Ok(taken)
            }
            #[cfg(feature = "outbox")]
            Self::InOutbox { outbox, in_hand } => {
                let records = outbox.take(fits)?;
                in_hand.extend(records.iter().map(|record| record.stored));
                Ok(records.into_iter().map(|record| record.payload).collect())
            }
        }
    }

    /// The oldest of the events taken are settled. A mark that can't be written is written later; until then, the next
    /// client on the outbox would send the event again, with the same messageId.
    fn forget(&mut self, events: usize) -> Result<(), OutboxError> {
        match self {
            Self::InMemory { .. } => {
                let _ = events;
                Ok(())
            }
            #[cfg(feature = "outbox")]
            Self::InOutbox { outbox, in_hand } => {
                let mut result = Ok(());
                for stored in in_hand.drain(..events.min(in_hand.len())) {
                    result = result.and(outbox.mark(&stored, Mark::Settled));
                }
                result
            }
        }
    }
}

#[cfg(feature = "outbox")]
fn millis_since_1970() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    u64::try_from(now.unwrap_or_default().as_millis()).unwrap_or(u64::MAX)
}

struct State {
    waiting: Waiting,
    /// When the oldest of them arrived.
    since: Option<Instant>,
    /// How many the worker has in hand.
    in_hand: usize,
    /// How many were ever taken, accepted and given up. Events are settled in the order in which they arrived.
    sent: u64,
    delivered: u64,
    failed: u64,
    /// How many of the failed a flush has reported.
    told: u64,
    /// All events up to this one are to be sent at once.
    flush_to: u64,
    trouble: Option<Trouble>,
    /// Someone has called `resume`.
    is_resumed: bool,
    /// When the worker has to end. No event is taken any more.
    ends: Option<Instant>,
    has_ended: bool,
}

impl State {
    fn settled(&self) -> u64 {
        self.delivered + self.failed
    }
}

impl Queue {
    pub(super) fn new(limits: Limits, waiting: Waiting) -> Self {
        // What an outbox holds was sent to an earlier client, and is posted at once.
        let sent = waiting.len() as u64;
        Self {
            limits,
            process: std::process::id(),
            state: Mutex::new(State {
                waiting,
                since: None,
                in_hand: 0,
                sent,
                delivered: 0,
                failed: 0,
                told: 0,
                flush_to: sent,
                trouble: None,
                is_resumed: false,
                ends: None,
                has_ended: false,
            }),
            work: Condvar::new(),
            news: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // For the handles.

    /// Whether this is a process that was forked off the one that built the client.
    fn is_forked(&self) -> bool {
        std::process::id() != self.process
    }

    pub(super) fn push(&self, payload: Payload) -> Result<(), SendError> {
        if self.is_forked() {
            return Err(SendError::new(payload, SendErrorKind::Forked));
        }
        self.push_into(self.lock(), payload)
    }

    /// Waits for room first. While the client is paused, it does not wait.
    pub(super) fn push_wait(&self, payload: Payload, timeout: Duration) -> Result<(), SendError> {
        if self.is_forked() {
            return Err(SendError::new(payload, SendErrorKind::Forked));
        }
        let state = self.wait_for_news(self.lock(), timeout, |state| {
            let trouble = state.trouble.as_ref();
            !self.is_full(state)
                || state.ends.is_some()
                || state.has_ended
                || trouble.is_some_and(|trouble| trouble.is_pause)
        });
        self.push_into(state, payload)
    }

    fn is_full(&self, state: &State) -> bool {
        state.waiting.len() + state.in_hand >= self.limits.queue
    }

    fn push_into(
        &self,
        mut state: MutexGuard<'_, State>,
        payload: Payload,
    ) -> Result<(), SendError> {
        if state.ends.is_some() || state.has_ended {
            return Err(SendError::new(payload, SendErrorKind::ShutDown));
        }
        if self.is_full(&state) {
            let kind = match &state.trouble {
                Some(Trouble {
                    status: Some(status),
                    answer,
                    is_pause: true,
                }) => SendErrorKind::Paused {
                    status: *status,
                    answer: answer.clone(),
                },
                Some(Trouble {
                    status: None,
                    answer,
                    is_pause: true,
                }) => SendErrorKind::Certificate {
                    message: answer.clone(),
                },
                _ => SendErrorKind::Full,
            };
            return Err(SendError::new(payload, kind));
        }
        let was_full = self.has_full_batch(&state);
        state.waiting.push(payload)?;
        state.sent += 1;
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

    fn has_full_batch(&self, state: &State) -> bool {
        state.waiting.len() >= self.limits.batch_events
            || state.waiting.bytes() >= self.limits.batch_bytes
            || self.is_full(state)
    }

    pub(super) fn flush(&self, timeout: Duration) -> Result<(), FlushError> {
        if self.is_forked() {
            return Err(FlushError {
                pending: 0,
                failed: 0,
                trouble: Some(Trouble {
                    status: None,
                    answer: "this process was forked off the one that has the client".to_owned(),
                    is_pause: false,
                }),
            });
        }
        let mut state = self.lock();
        let target = state.sent;
        state.flush_to = target;
        self.work.notify_one();
        let mut state = self.wait_for_news(state, timeout, |state| {
            let trouble = state.trouble.as_ref();
            state.settled() >= target
                || state.has_ended
                || trouble.is_some_and(|trouble| trouble.is_pause)
        });
        let failed = state.failed - state.told;
        let pending = target.saturating_sub(state.settled());
        state.told = state.failed;
        if failed == 0 && pending == 0 {
            return Ok(());
        }
        Err(FlushError {
            pending,
            failed,
            trouble: state.trouble.clone(),
        })
    }

    pub(super) fn resume(&self) {
        if self.is_forked() {
            return;
        }
        let mut state = self.lock();
        // Only a worker with events in hand can be paused.
        state.is_resumed = state.in_hand > 0;
        state.trouble.take_if(|trouble| trouble.is_pause);
        self.work.notify_one();
    }

    pub(super) fn shutdown(&self, timeout: Duration) -> Summary {
        self.end(timeout, timeout)
    }

    pub(super) fn is_shut_down(&self) -> bool {
        !self.is_forked() && self.lock().ends.is_some()
    }

    /// Gives the worker `time` to end, and waits for it for at most `wait`.
    pub(super) fn end(&self, time: Duration, wait: Duration) -> Summary {
        if self.is_forked() {
            return Summary::default();
        }
        let deadline = deadline(time);
        let mut state = self.lock();
        state.ends = Some(state.ends.map_or(deadline, |ends| ends.min(deadline)));
        self.work.notify_one();
        // The worker ends at the deadline, and closes what it has open.
        let wait = wait.saturating_add(GRACE);
        let state = self.wait_for_news(state, wait, |state| state.has_ended);
        Summary {
            delivered: state.delivered,
            failed: state.failed,
            pending: state.sent.saturating_sub(state.settled()),
        }
    }

    /// Waits until `is_over`, for at most `timeout`.
    fn wait_for_news<'a>(
        &self,
        state: MutexGuard<'a, State>,
        timeout: Duration,
        is_over: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        let waited = self
            .news
            .wait_timeout_while(state, timeout, |state| !is_over(state));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    // For the worker.

    /// Waits until the next events are due and returns them; `None` once there is nothing more to do.
    pub(super) fn next_batch(&self) -> Option<Vec<Payload>> {
        let mut state = self.lock();
        loop {
            let now = Instant::now();
            if state
                .ends
                .is_some_and(|ends| state.waiting.len() == 0 || ends <= now)
            {
                return None;
            }
            let due = state
                .since
                .and_then(|since| since.checked_add(self.limits.flush_every));
            let is_due = self.has_full_batch(&state)
                || state.ends.is_some()
                || state.flush_to > state.settled()
                || due.is_some_and(|due| due <= now);
            if is_due && state.waiting.len() > 0 {
                match self.take_batch(&mut state) {
                    Ok(batch) => return Some(batch),
                    Err(error) => {
                        drop(state);
                        tracing::error!(%error, "the outbox can't be read");
                        state = self.lock();
                        state.trouble = Some(Trouble {
                            status: None,
                            answer: format!("the outbox: {error}"),
                            is_pause: false,
                        });
                        state = self.wait_for_work(state, Some(OUTBOX_PAUSE));
                        continue;
                    }
                }
            }
            let wait = due.map(|due| due.saturating_duration_since(now));
            state = self.wait_for_work(state, wait);
        }
    }

    fn wait_for_work<'a>(
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

    fn take_batch(&self, state: &mut State) -> Result<Vec<Payload>, OutboxError> {
        let Limits {
            batch_events,
            batch_bytes,
            ..
        } = self.limits;
        let batch = state.waiting.take(|events, bytes| {
            events == 1 || events <= batch_events && bytes + ENVELOPE <= batch_bytes
        })?;
        state.in_hand = batch.len();
        state.is_resumed = false;
        state.since = (state.waiting.len() > 0).then(Instant::now);
        Ok(batch)
    }

    /// The oldest `events` of those in hand were accepted.
    pub(super) fn accepted(&self, events: usize) {
        let mut state = self.lock();
        state.delivered += events as u64;
        self.settle(state, events);
    }

    /// One of those in hand was given up.
    pub(super) fn gave_up(&self) {
        let mut state = self.lock();
        state.failed += 1;
        self.settle(state, 1);
    }

    fn settle(&self, mut state: MutexGuard<'_, State>, events: usize) {
        state.in_hand = state.in_hand.saturating_sub(events);
        let marked = state.waiting.forget(events);
        state.trouble = None;
        drop(state);
        self.news.notify_all();
        // Never with the lock held: what listens to the log may send an event.
        if let Err(error) = marked {
            tracing::error!(%error, "settled events could not be marked in the outbox yet");
        }
    }

    /// Waits before another attempt. False if the worker has to end first.
    pub(super) fn wait_out(&self, trouble: Trouble, wait: Duration) -> bool {
        let until = deadline(wait);
        let mut state = self.lock();
        let is_pause = trouble.is_pause;
        // If `resume` was called during the refused request, its cause may have been fixed meanwhile.
        if !(is_pause && state.is_resumed) {
            state.trouble = Some(trouble);
            self.news.notify_all();
        }
        loop {
            if is_pause && std::mem::take(&mut state.is_resumed) {
                return state.ends.is_none_or(|ends| Instant::now() < ends);
            }
            // A shutdown ends a pause.
            let end = match state.ends {
                Some(_) if is_pause => return false,
                Some(ends) => ends.min(until),
                None => until,
            };
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                state.trouble.take_if(|trouble| trouble.is_pause);
                return state.ends.is_none_or(|ends| Instant::now() < ends);
            }
            state = self.wait_for_work(state, Some(left));
        }
    }

    /// Whether the time given to a shutdown is over.
    pub(super) fn is_over(&self) -> bool {
        let ends = self.lock().ends;
        ends.is_some_and(|ends| ends <= Instant::now())
    }

    pub(super) fn ended(&self) {
        let mut state = self.lock();
        let pending = state.sent.saturating_sub(state.settled());
        // Closes the outbox, so that it can be opened by whoever is waiting for the end.
        let waiting = std::mem::take(&mut state.waiting);
        let is_lost = matches!(waiting, Waiting::InMemory { .. });
        drop(waiting);
        state.has_ended = true;
        drop(state);
        self.news.notify_all();
        if pending > 0 && is_lost {
            tracing::warn!(
                pending,
                "the client ended before these events were delivered"
            );
        }
    }
}

/// The time after `timeout`; after a day if that would overflow the clock.
fn deadline(timeout: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(timeout)
        .unwrap_or_else(|| now + Duration::from_secs(86_400))
}
