//! Which events are sent next, and what an answer means for them. It has no clock, thread or file.
//!
//! Events that a request failed with stay together as a *part*, and parts are sent before what is still waiting, in the
//! order in which they came. An answer for which one event may be to blame must not hold up the others, so where others
//! get through, a part that fails is halved; an event that fails alone, and again after others got through, is *deferred*:
//! it is tried by itself, seldom, for as long as it may be tried at all.
//!
//! ```text
//!             ┌───────────── accepted ──────────────────────────► delivered
//! waiting ──► part ── fails, others get through ──► two halves ─┐
//!             ▲  │                                              │
//!             │  └─ one event, refused (400) ──► held ──► rejected
//!             │  └─ one event, fails again ────► deferred ──► part, seldom
//!             └──────────────────────────────────────────────────┘
//! a pause: nothing is sent but what `flush`, `resume` and `shutdown` ask for
//! ```
//!
//! - An answer says nothing of the events if there was no connection, and may have to do with them otherwise: then,
//!   after five failures in a row (ten for a broken connection or a 429), one event that was not sent yet is tried as a
//!   probe. If that is accepted, the part is halved when it fails again. Halves of a part that was to blame are halved
//!   at once. An event that fails alone after others got through is *deferred*.
//! - Where there is nothing else to probe with, two halves are tried against each other. Parts that fail take turns.
//! - What failed took time; the events that were not sent yet have as much before the next suspicious part. Deferred
//!   events have a tenth of the time at most, one at a time, with a delay of their own that doubles up to an hour; a
//!   flush, `resume` and a shutdown give each an attempt at once.
//! - A single event that is refused (400, …) is held until it is known that others are not: the next one accepted,
//!   another status, or nothing else that is due. At 20 with one status a probe decides whether the client pauses.
//! - Pauses double from a second to five minutes until a request is accepted. A request that is asked for in between
//!   (`flush`, `resume`, `shutdown`) neither ends nor prolongs a pause, so that callers who ask in a loop can't keep
//!   the client from finding out that it is refused. Only the second pause in a row is reported to those who wait.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use super::event::Event;
use super::http::answer::Answer;
use super::outcome::{FailReason, Trouble};
use super::retry::RetryPolicy;

/// After so many refusals of single events in a row with one status, it is the client that is refused.
pub(super) const REFUSALS: u32 = 20;
/// With more parts than this, no others are tried in between.
const MOST_PARTS: usize = 16;
/// What was taken by an attempt that failed for a deferred event, this many times over is kept for the others.
const SHARE: u32 = 9;
/// The longest time between two attempts for a deferred event, unless the policy's own is longer.
const LONGEST_DELAY: Duration = Duration::from_secs(3600);

/// The first pause of a client that is refused, and the longest: a gateway that is being deployed answers 404 for a moment.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// Events that are sent in one request.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) events: Vec<Event>,
    /// How many requests had been accepted when it failed, or the larger part of which it is a half.
    failed: Option<u64>,
    /// How many had been accepted when its only event was refused, and kept.
    refused: Option<u64>,
    /// A larger part failed while others got through.
    is_suspect: bool,
}

impl Part {
    pub(super) fn new(events: Vec<Event>) -> Self {
        Self {
            events,
            ..Self::default()
        }
    }

    fn rest(&mut self) {
        self.events.iter_mut().for_each(Event::rest);
    }

    fn halves(mut self, is_suspect: bool) -> [Self; 2] {
        let second = self.events.split_off(self.events.len() / 2);
        [self.events, second].map(|events| Self {
            failed: self.failed,
            is_suspect,
            ..Self::new(events)
        })
    }
}

/// Where events come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    /// They have not been sent yet.
    Fresh,
    /// A request failed with them.
    Again,
    Deferred,
}

/// Which events that have not been sent are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// A batch, if one is due.
    Due,
    /// The next one, whenever it is due.
    One,
}

/// An event that is given up.
#[derive(Debug)]
pub(super) struct GivenUp {
    pub(super) event: Event,
    pub(super) reason: FailReason,
    pub(super) status: Option<u16>,
    pub(super) answer: String,
}

/// An event that failed alone while others got through, and is to be [put off](Schedule::put_off).
#[derive(Debug)]
pub(super) struct Deferred {
    pub(super) event: Event,
    pub(super) trouble: Trouble,
    /// The shortest time until its next attempt.
    pub(super) least: Duration,
}

/// What is done after an answer, in this order.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) accepted: Vec<Event>,
    pub(super) given_up: Vec<GivenUp>,
    pub(super) deferred: Option<Deferred>,
    pub(super) then: Then,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Then {
    Next,
    /// The connection rests.
    Wait {
        trouble: Trouble,
        delay: Duration,
        /// What of it is waited if the client is shut down meanwhile.
        least: Duration,
    },
    /// If [another](Schedule::probe) event is refused likewise, or there is none, the client is.
    Probe(Trouble),
    /// The client pauses.
    Pause(Trouble),
}

/// The client sends nothing before this time, unless it is asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pause {
    pub(super) until: Instant,
    /// Whether the client is still refused after its first pause.
    pub(super) is_confirmed: bool,
}

pub(super) struct Schedule {
    retry: RetryPolicy,
    /// How long an event is tried.
    give_up_after: Duration,
    /// Deferred events come last, without a rest in between, and those that are lost otherwise have several attempts.
    is_ending: bool,
    parts: VecDeque<Part>,
    /// The requests in a row that got no answer, or one that may pass. The delay after one belongs to the connection: the
    /// next batch does not begin from the shortest again.
    failures: u32,
    /// The requests that were accepted.
    accepts: u64,
    /// The failures since an event was tried that had not been sent.
    unprobed: usize,
    wants_probe: bool,
    /// Time for events that have not been sent, as much as the last failure took.
    others: Option<Duration>,
    /// The last events that were refused alone, with one status. They are given up once it is known that others are not.
    refused: Vec<GivenUp>,
    refusals: u32,
    refused_with: u16,
    /// The pauses since the last request that was accepted, and when the last of them ends.
    pauses: u32,
    paused_until: Option<Instant>,
    /// By the time of the next attempt, and by number.
    deferred: BTreeMap<(Instant, u64), Event>,
    /// When the others have had their share, and a deferred event may be tried.
    deferred_from: Option<Instant>,
    /// One is tried before that, if no others are to be sent.
    is_asked: bool,
}

impl Schedule {
    pub(super) fn new(retry: RetryPolicy, give_up_after: Duration) -> Self {
        Self {
            retry,
            give_up_after,
            is_ending: false,
            parts: VecDeque::new(),
            failures: 0,
            accepts: 0,
            unprobed: 0,
            wants_probe: false,
            others: None,
            refused: Vec::new(),
            refusals: 0,
            refused_with: 0,
            pauses: 0,
            paused_until: None,
            deferred: BTreeMap::new(),
            deferred_from: None,
            is_asked: false,
        }
    }

    /// The client ends: the delays of the connection begin anew.
    pub(super) fn end(&mut self) {
        if !self.is_ending {
            self.is_ending = true;
            self.failures = 0;
        }
    }

    /// The events of the next request. `fresh` has those that have not been sent.
    pub(super) fn next(
        &mut self,
        now: Instant,
        mut fresh: impl FnMut(Want) -> Vec<Event>,
    ) -> Option<(Lane, Part)> {
        let mut of = |want| Some(fresh(want)).filter(|events| !events.is_empty());
        let is_their_turn = (self.failures == 0 || self.parts.is_empty())
            && self.deferred_from.is_none_or(|from| from <= now);
        if is_their_turn
            && !self.is_ending
            && let Some(deferred) = self.next_deferred(now)
        {
            return Some(deferred);
        }
        if std::mem::take(&mut self.wants_probe) {
            self.unprobed = 0;
            if let Some(one) = of(Want::One) {
                return Some((Lane::Fresh, Part::new(one)));
            }
            // There are no others, so two halves are tried against each other.
            let divisible = self.parts.iter().position(|part| part.events.len() > 1);
            if let Some(part) = divisible.and_then(|at| self.parts.remove(at)) {
                self.put_in_front(part.halves(true));
            }
        }
        if self.others.is_some() {
            if let Some(events) = of(Want::Due) {
                return Some((Lane::Fresh, Part::new(events)));
            }
            self.others = None;
        }
        if let Some(part) = self.parts.pop_front() {
            return Some((Lane::Again, part));
        }
        if let Some(events) = of(Want::Due) {
            return Some((Lane::Fresh, Part::new(events)));
        }
        self.next_deferred(now)
    }

    /// The event of a [probe](Then::Probe): one that has not been sent, or not been refused alone.
    pub(super) fn probe(&mut self, fresh: impl FnOnce(Want) -> Vec<Event>) -> Option<(Lane, Part)> {
        let one = fresh(Want::One);
        if !one.is_empty() {
            return Some((Lane::Fresh, Part::new(one)));
        }
        let at = self.parts.iter().rposition(|part| part.refused.is_none())?;
        let mut part = self.parts.remove(at)?;
        let others = part.events.len().saturating_sub(1);
        let one = part.events.split_off(others);
        if others > 0 {
            self.parts.insert(at, part);
        }
        Some((Lane::Again, Part::new(one)))
    }

    fn next_deferred(&mut self, now: Instant) -> Option<(Lane, Part)> {
        self.wakes_at().filter(|due| *due <= now)?;
        let (_, event) = self.deferred.pop_first()?;
        self.is_asked = false;
        Some((Lane::Deferred, Part::new(vec![event])))
    }

    /// When a deferred event is to be tried.
    pub(super) fn wakes_at(&self) -> Option<Instant> {
        let ((due, _), _) = self.deferred.first_key_value()?;
        let waits = !self.is_ending && !self.is_asked;
        let from = self.deferred_from.filter(|_| waits);
        Some(from.map_or(*due, |from| from.max(*due)))
    }

    pub(super) fn has_deferred(&self) -> bool {
        !self.deferred.is_empty()
    }

    /// Tries an event by itself from now on, at this time.
    pub(super) fn defer(&mut self, mut event: Event, at: Instant) {
        event.rest();
        self.deferred.insert((at, event.number), event);
    }

    /// Tries an event by itself from now on, less and less often.
    pub(super) fn put_off(&mut self, mut event: Event, now: Instant, least: Duration) {
        let first = self.retry.max_delay.max(Duration::from_millis(1));
        let longest = LONGEST_DELAY.max(first);
        event.delay = match self.is_ending && event.is_in_memory() {
            true => self.retry.delay(event.attempts, None),
            false => event.delay.saturating_mul(2).clamp(first, longest),
        };
        let at = now.checked_add(event.delay.max(least));
        self.defer(event, at.unwrap_or(now + LONGEST_DELAY));
    }

    /// Gives each deferred event an attempt once no others are to be sent, and again soon.
    pub(super) fn bring_forward(&mut self, now: Instant) {
        let deferred = std::mem::take(&mut self.deferred).into_iter();
        self.deferred = deferred
            .map(|((due, number), mut event)| {
                event.delay = Duration::ZERO;
                ((due.min(now), number), event)
            })
            .collect();
        self.is_asked = !self.deferred.is_empty();
    }

    /// The refused events for which there is nothing left to compare them with.
    pub(super) fn give_up_refused(&mut self) -> Vec<GivenUp> {
        std::mem::take(&mut self.refused)
    }

    /// Puts events back for which an answer says nothing.
    fn put_back(&mut self, lane: Lane, mut part: Part, now: Instant) {
        if part.events.is_empty() {
            return;
        }
        part.rest();
        match lane {
            Lane::Deferred => {
                for event in part.events {
                    self.defer(event, now);
                }
            }
            // Behind the older ones.
            Lane::Fresh => self.parts.push_back(part),
            Lane::Again => self.parts.push_front(part),
        }
    }

    /// What an answer means for the events of a request, which took from `began` until `now`.
    pub(super) fn answered(
        &mut self,
        lane: Lane,
        mut part: Part,
        answer: Answer,
        began: Instant,
        now: Instant,
    ) -> Outcome {
        let took = now.saturating_duration_since(began);
        if lane == Lane::Fresh {
            // They have no use for it while nothing gets through.
            self.others = self
                .others
                .filter(|_| !matches!(answer, Answer::Again { .. }))
                .and_then(|others| others.checked_sub(took))
                .filter(|others| !others.is_zero());
        }
        let mut outcome = Outcome {
            accepted: Vec::new(),
            given_up: Vec::new(),
            deferred: None,
            then: Then::Next,
        };
        match answer {
            Answer::Accepted => {
                self.accepts += 1;
                self.failures = 0;
                self.refusals = 0;
                self.pauses = 0;
                self.paused_until = None;
                outcome.given_up = self.give_up_refused();
                outcome.accepted = part.events;
                if lane == Lane::Deferred && self.deferred_from.is_some() {
                    // What was wrong is mended, perhaps for the others too.
                    self.bring_forward(now);
                    self.deferred_from = None;
                }
            }
            Answer::Wrong { status, text } => {
                self.failures = 0;
                if part.events.len() > 1 {
                    self.put_in_front(part.halves(false));
                } else {
                    self.refused(part, status, text, &mut outcome);
                }
            }
            Answer::Refused { status, text } => {
                self.failures = 0;
                self.put_back(lane, part, now);
                self.forget_attempts();
                outcome.then = Then::Pause(Trouble::pause(status, text));
            }
            Answer::Again {
                status,
                text,
                retry_after,
                blame_after,
            } => {
                let retry_after = retry_after.unwrap_or_default();
                let trouble = Trouble::passing(status, text);
                // Where they are divided, another may be to blame, and it is no attempt of theirs.
                if blame_after.is_none() || !self.divides(&part) {
                    let exhausted = self.count_attempt(&mut part, began, now);
                    outcome.given_up = exhausted
                        .map(|event| GivenUp {
                            event,
                            reason: FailReason::AttemptsExhausted,
                            status,
                            answer: trouble.answer.clone(),
                        })
                        .collect();
                }
                let alone = |event| Deferred {
                    event,
                    trouble: trouble.clone(),
                    least: retry_after,
                };
                if lane == Lane::Deferred && blame_after.is_some() {
                    let rest = took.saturating_mul(SHARE).max(retry_after);
                    self.deferred_from = now.checked_add(rest);
                    outcome.deferred = part.events.pop().map(alone);
                    return outcome;
                }
                self.failures = self.failures.saturating_add(1);
                match blame_after {
                    None => self.put_back(lane, part, now),
                    Some(_) if part.events.is_empty() => {}
                    Some(after) => {
                        let is_suspicious = self.failures >= after;
                        let failed = self.failed(lane, part, took, is_suspicious);
                        outcome.deferred = failed.map(alone);
                    }
                }
                let delay = self.retry.delay(self.failures, Some(retry_after));
                outcome.then = Then::Wait {
                    trouble,
                    delay,
                    least: if self.is_ending { delay } else { retry_after },
                };
            }
        }
        outcome
    }

    fn put_in_front(&mut self, halves: [Part; 2]) {
        for mut half in halves.into_iter().rev() {
            half.rest();
            self.parts.push_front(half);
        }
    }

    /// The events of a part that were tried for as long, or as often, as they may be.
    fn count_attempt(
        &self,
        part: &mut Part,
        began: Instant,
        now: Instant,
    ) -> impl Iterator<Item = Event> {
        part.events.extract_if(.., move |event| {
            let first = *event.first_tried.get_or_insert(began);
            event.attempts = event.attempts.saturating_add(1);
            let tried = now.saturating_duration_since(first);
            event.attempts >= self.retry.attempts || tried >= self.give_up_after
        })
    }

    /// Whether a part that fails is halved.
    fn divides(&self, part: &Part) -> bool {
        part.events.len() > 1 && (part.is_suspect || self.got_others_through(part))
    }

    /// Whether others were accepted since a part failed before.
    fn got_others_through(&self, part: &Part) -> bool {
        part.failed.is_some_and(|then| self.accepts > then)
    }

    /// A part failed in a way that may have to do with its events, or not.
    fn failed(
        &mut self,
        lane: Lane,
        mut part: Part,
        took: Duration,
        is_suspicious: bool,
    ) -> Option<Event> {
        let others_got_through = self.got_others_through(&part);
        part.failed = Some(self.accepts);
        if others_got_through || part.is_suspect {
            if self.parts.len() < MOST_PARTS {
                self.others = Some(took);
            }
            if part.events.len() > 1 {
                self.put_in_front(part.halves(true));
                return None;
            }
            if others_got_through {
                return part.events.pop();
            }
        }
        part.rest();
        let may_pass = !is_suspicious && !part.is_suspect;
        if self.parts.is_empty() || lane == Lane::Again && may_pass {
            self.parts.push_front(part);
        } else {
            // Those behind it have their turn first.
            self.parts.push_back(part);
        }
        self.unprobed += 1;
        self.wants_probe = is_suspicious && self.unprobed >= self.parts.len();
        None
    }

    /// An event was refused alone.
    fn refused(&mut self, mut part: Part, status: u16, text: String, outcome: &mut Outcome) {
        let were_others_accepted = part.refused.is_some_and(|then| self.accepts > then);
        let Some(event) = part.events.pop() else {
            return;
        };
        let given_up = GivenUp {
            event,
            reason: FailReason::Rejected,
            status: Some(status),
            answer: text.clone(),
        };
        if were_others_accepted {
            outcome.given_up.push(given_up);
            return;
        }
        if self.refused_with != status {
            outcome.given_up = self.give_up_refused();
            self.refusals = 0;
            self.refused_with = status;
        }
        self.refusals += 1;
        self.refused.push(given_up);
        if self.refusals >= REFUSALS {
            let trouble = Trouble::pause(Some(status), text);
            outcome.then = match self.refusals {
                REFUSALS => Then::Probe(trouble),
                _ => Then::Pause(trouble),
            };
        }
    }

    /// Begins a pause, each twice as long as the one before. What was refused is kept, and comes after the others.
    pub(super) fn pause(&mut self, now: Instant) -> Pause {
        self.refusals = 0;
        for refused in self.give_up_refused() {
            let mut event = refused.event;
            event.rest();
            self.parts.push_back(Part {
                refused: Some(self.accepts),
                ..Part::new(vec![event])
            });
        }
        self.forget_attempts();
        // A request that was asked for during a pause neither ends nor prolongs it.
        let until = match self.paused_until.filter(|until| *until > now) {
            Some(until) => until,
            None => {
                let doubled = FIRST_PAUSE.saturating_mul(1 << self.pauses.min(31));
                self.pauses = self.pauses.saturating_add(1);
                now + doubled.min(LONGEST_PAUSE)
            }
        };
        self.paused_until = Some(until);
        Pause {
            until,
            is_confirmed: self.pauses > 1,
        }
    }

    /// A pause is no attempt.
    fn forget_attempts(&mut self) {
        let events = self.parts.iter_mut().flat_map(|part| &mut part.events);
        for event in events.chain(self.deferred.values_mut()) {
            event.forget_attempts();
        }
    }
}

#[cfg(test)]
mod tests;
