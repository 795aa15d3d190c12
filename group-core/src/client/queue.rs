//! What a client's handles and its worker share: the events that are waiting, and what became of the others.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{mem, slice};

use super::event::{self, Event};
use super::outbox::{Mark, Outbox, OutboxError, Stored};
use super::outcome::{FailReason, FlushError, Summary, Trouble};
use super::schedule::{Pause, Want};
use super::stats::{Returned, Stats};
use crate::event::payload::Payload;
use crate::limits::MAX_BYTES;
use crate::sink::{SendError, SendErrorKind};

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
/// How much longer than its timeout a shutdown waits for the worker to close what it has open.
const GRACE: Duration = Duration::from_millis(100);
/// For a call that is wanted until it returns.
pub(super) static NEVER: AtomicBool = AtomicBool::new(false);
/// How long a client has nothing to do before it removes delivered events from the disk.
const IDLE: Duration = Duration::from_secs(1);
/// How long the worker waits before it reads an unreadable outbox again.
const OUTBOX_PAUSE: Duration = Duration::from_secs(5);

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

/// The events that were not sent yet, oldest first.
pub(super) enum Waiting {
    InMemory {
        events: VecDeque<(u64, Payload)>,
        bytes: usize,
    },
    InOutbox(Box<Outbox>),
    /// The worker has ended.
    Left {
        events: usize,
        bytes: usize,
        oldest: Option<u64>,
        set_aside: u64,
        lost: u64,
    },
}

impl Default for Waiting {
    fn default() -> Self {
        Self::InMemory {
            events: VecDeque::new(),
            bytes: 0,
        }
    }
}

impl Waiting {
    fn len(&self) -> usize {
        match self {
            Self::InMemory { events, .. } => events.len(),
            Self::InOutbox(outbox) => outbox.waiting(),
            Self::Left { events, .. } => *events,
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::InMemory { bytes, .. } | Self::Left { bytes, .. } => *bytes,
            Self::InOutbox(outbox) => outbox.waiting_bytes(),
        }
    }

    fn oldest(&self) -> Option<u64> {
        match self {
            Self::InMemory { events, .. } => events.front().map(|(taken, _)| *taken),
            Self::InOutbox(outbox) => outbox.oldest_waiting(),
            Self::Left { oldest, .. } => *oldest,
        }
    }

    fn set_aside(&self) -> u64 {
        match self {
            Self::InMemory { .. } => 0,
            Self::InOutbox(outbox) => outbox.set_aside() as u64,
            Self::Left { set_aside, .. } => *set_aside,
        }
    }

    fn lost(&self) -> u64 {
        match self {
            Self::InMemory { .. } => 0,
            Self::InOutbox(outbox) => outbox.lost(),
            Self::Left { lost, .. } => *lost,
        }
    }

    /// Leaves only what is to be known of it.
    fn leave(&mut self) -> Self {
        let left = Self::Left {
            events: self.len(),
            bytes: self.bytes(),
            oldest: self.oldest(),
            set_aside: self.set_aside(),
            lost: self.lost(),
        };
        mem::replace(self, left)
    }

    /// Closes the outbox, without the texts of delivered events in it.
    fn close(self) {
        if let Self::InOutbox(mut outbox) = self {
            // What is left is removed by the next client on the outbox.
            let _ = outbox.remove_last_traces();
        }
    }

    fn push(&mut self, payload: Payload) -> Result<(), SendError> {
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
            Self::Left { .. } => Err(SendError::new(payload, SendErrorKind::ShutDown)),
        }
    }

    /// Takes events while `fits` is true of their number and their bytes, commas included. `next` is the number of the
    /// next event.
    fn take(
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
            Self::Left { .. } => {}
        }
        Ok(taken)
    }

    /// Marks events that were taken. A mark that can't be written is written later; until then, the next client on the
    /// outbox would find the event as it was marked before.
    fn mark(&mut self, events: &[Event], mark: Mark) -> Result<(), OutboxError> {
        let Self::InOutbox(outbox) = self else {
            return Ok(());
        };
        let stored: Vec<_> = events.iter().filter_map(|event| event.stored).collect();
        outbox.mark_all(&stored, mark)
    }
}

/// What is known of an event that the worker has.
struct InHand {
    taken: u64,
    bytes: usize,
}

struct State {
    waiting: Waiting,
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
    /// All events before this number are to be sent at once.
    flush_to: u64,
    /// How often the worker was asked to try what it has put off.
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

    /// Asks the worker for a request, even during a pause, and for one with each event that was put off.
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
    fn take_back(&mut self, stored: Vec<Stored>) {
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
            Waiting::InOutbox(outbox) => outbox.has_traces(),
            _ => false,
        }
    }

    fn remove_traces(&mut self) {
        if let Waiting::InOutbox(outbox) = &mut self.waiting {
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
    /// How often it was asked to try what it has put off.
    pub(super) nudges: u64,
    /// Deferred events.
    pub(super) returned: Vec<Event>,
}

impl Queue {
    pub(super) fn new(limits: Limits, waiting: Waiting) -> Self {
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
        if let Waiting::InOutbox(outbox) = &mut state.waiting {
            state.next = outbox.next_number();
            let deferred = outbox.deferred();
            state.take_back(deferred);
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

    // For the handles.

    /// Whether this is a process that was forked off the one that built the client.
    fn is_forked(&self) -> bool {
        std::process::id() != self.process
    }

    pub(super) fn push(&self, payload: Payload) -> Result<(), SendError> {
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
    pub(super) fn push_wait(&self, payload: Payload, timeout: Duration) -> Result<(), SendError> {
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

    fn has_full_batch(&self, state: &State) -> bool {
        state.waiting.len() >= self.limits.batch_events
            || state.waiting.bytes() >= self.limits.batch_bytes
            || self.is_full(state, MAX_BYTES)
    }

    pub(super) fn flush(
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

    pub(super) fn resume(&self) {
        if self.is_forked() {
            return;
        }
        self.lock().ask();
        self.work.notify_one();
    }

    pub(super) fn is_shut_down(&self) -> bool {
        !self.is_forked() && self.lock().ends.is_some()
    }

    /// Gives the worker `time` to end, and waits for it for at most `wait`.
    pub(super) fn end(&self, time: Duration, wait: Duration, is_unwanted: &AtomicBool) -> Summary {
        if self.is_forked() {
            return Summary::default();
        }
        let deadline = deadline(time);
        let mut state = self.lock();
        state.ends = Some(state.ends.map_or(deadline, |ends| ends.min(deadline)));
        if let Waiting::InOutbox(outbox) = &state.waiting {
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
    pub(super) fn tell(&self) {
        if !self.is_forked() {
            drop(self.lock());
            self.news.notify_all();
        }
    }

    pub(super) fn stats(&self) -> Stats {
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

    /// Has the worker send what is set aside, and says how much that is.
    pub(super) fn retry_set_aside(&self) -> Result<u64, OutboxError> {
        if self.is_forked() {
            return Ok(0);
        }
        let mut state = self.lock();
        let telling = state.telling;
        let Waiting::InOutbox(outbox) = &mut state.waiting else {
            return Ok(0);
        };
        let retried = outbox.retry_set_aside(telling)?;
        let count = retried.len() as u64;
        state.take_back(retried);
        state.nudges += 1;
        self.work.notify_one();
        Ok(count)
    }

    pub(super) fn drop_set_aside(&self) -> Result<u64, OutboxError> {
        if self.is_forked() {
            return Ok(0);
        }
        let mut state = self.lock();
        let telling = state.telling;
        match &mut state.waiting {
            Waiting::InOutbox(outbox) => outbox.drop_set_aside(telling),
            _ => Ok(0),
        }
    }

    // For the worker.

    pub(super) fn orders(&self) -> Orders {
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
    pub(super) fn take(&self, want: Want) -> Vec<Event> {
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
    pub(super) fn wait_for_work(&self, until: Option<Instant>, nudges: u64) -> bool {
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
            let is_left = until.is_none() || !matches!(state.waiting, Waiting::InMemory { .. });
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

    pub(super) fn accepted(&self, events: &[Event], has_deferred: bool) {
        let mut state = self.lock();
        state.trouble = None;
        state.deferred_trouble.take_if(|_| !has_deferred);
        state.delivered += events.len() as u64;
        self.settle(state, events, true);
    }

    /// It is set aside until [`gave_up`](Self::gave_up).
    pub(super) fn gives_up(&self, event: &Event) {
        let mut state = self.lock();
        state.telling = Some(event.number);
        let marked = state.waiting.mark(slice::from_ref(event), Mark::SetAside);
        drop(state);
        say_if_not_marked(marked);
    }

    /// An event was given up, and somebody has it now, unless it stays set aside.
    pub(super) fn gave_up(
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
    pub(super) fn deferred(&self, event: &Event, trouble: Trouble) {
        let mut state = self.lock();
        state.deferred_trouble = Some(trouble);
        {
            let marked = state.waiting.mark(slice::from_ref(event), Mark::Deferred);
            drop(state);
            say_if_not_marked(marked);
        }
    }

    /// The event that rests in the outbox.
    pub(super) fn read(&self, event: &Event) -> Result<Option<Payload>, OutboxError> {
        match (&mut self.lock().waiting, &event.stored) {
            (Waiting::InOutbox(outbox), Some(stored)) => {
                outbox.read(stored).map(|record| Some(record.payload))
            }
            _ => Ok(None),
        }
    }

    /// Waits before another attempt, and at least so long if the client is shut down. False if the worker has to end first.
    pub(super) fn wait_out(&self, trouble: Trouble, wait: Duration, least: Duration) -> bool {
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
    pub(super) fn pause(&self, trouble: Trouble, pause: Pause) -> bool {
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

    pub(super) fn ended(&self) {
        let mut state = self.lock();
        let pending = state.pending();
        let is_lost = matches!(state.waiting, Waiting::InMemory { .. });
        let waiting = state.waiting.leave();
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

/// Runs what is not the client's own, and may panic: the thread that delivers goes on. `None` after a panic.
pub(super) fn survive<T>(act: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(act)) {
        Ok(done) => Some(done),
        Err(panic) => {
            // Dropping the panic's payload may panic too.
            mem::forget(panic);
            None
        }
    }
}

/// The time after `timeout`; after a day if that would overflow the clock.
fn deadline(timeout: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(timeout)
        .unwrap_or_else(|| now + Duration::from_secs(86_400))
}
