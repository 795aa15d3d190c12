//! The thread that sends.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::event::Event;
use super::http::answer::{self, Answer};
use super::http::body;
use super::http::redact::Secrets;
use super::http::transport::{Endpoint, Transport, TransportError};
use super::outcome::{FailReason, Failed, Trouble};
use super::queue::Queue;
use super::schedule::{Deferred, GivenUp, Lane, Part, Schedule, Then};
use super::survive::survive;

/// What is called for each event that is given up.
pub(super) type OnFailure = Box<dyn Fn(Failed) + Send + Sync>;

pub(super) struct Worker {
    pub(super) queue: Arc<Queue>,
    pub(super) schedule: Schedule,
    pub(super) transport: Box<dyn Transport>,
    pub(super) endpoint: Endpoint,
    pub(super) secrets: Secrets,
    pub(super) gzip: bool,
    /// Reused for every batch.
    pub(super) body: Vec<u8>,
    pub(super) max_age: Option<Duration>,
    pub(super) on_failure: Option<OnFailure>,
}

/// Whatever ends the worker, those who are waiting for it are told.
impl Drop for Worker {
    fn drop(&mut self) {
        self.queue.ended();
    }
}

impl Worker {
    pub(super) fn run(mut self) {
        let mut nudges = 0;
        loop {
            let orders = self.queue.orders();
            if orders.is_over {
                break;
            }
            let now = Instant::now();
            for event in orders.returned {
                self.schedule.defer(event, now);
            }
            if orders.nudges != nudges {
                nudges = orders.nudges;
                self.schedule.bring_forward(now);
            }
            if orders.is_ending {
                self.schedule.end();
            }
            let waiting = |want| self.queue.take(want);
            let goes_on = match self.schedule.next(now, waiting) {
                Some((lane, part)) => self.deliver(lane, part),
                None => match self.schedule.give_up_refused() {
                    refused if refused.is_empty() => {
                        let until = self.schedule.wakes_at();
                        self.queue.wait_for_work(until, nudges)
                    }
                    refused => {
                        self.give_up(refused);
                        true
                    }
                },
            };
            if !goes_on {
                break;
            }
        }
    }

    /// Sends events once. False if the worker has to end.
    fn deliver(&mut self, lane: Lane, mut part: Part) -> bool {
        self.wake(&mut part);
        self.give_up_old(&mut part);
        if part.events.is_empty() {
            return true;
        }
        let began = Instant::now();
        let answer = self.post(&part.events);
        let outcome = self
            .schedule
            .answered(lane, part, answer, began, Instant::now());
        if !outcome.accepted.is_empty() {
            self.queue
                .accepted(&outcome.accepted, self.schedule.has_deferred());
            let events = outcome.accepted.len();
            survive(|| tracing::debug!(events, "events accepted"));
        }
        self.give_up(outcome.given_up);
        if let Some(deferred) = outcome.deferred {
            let Deferred {
                event,
                trouble,
                least,
            } = deferred;
            let Trouble { status, answer, .. } = &trouble;
            survive(|| tracing::warn!(status, %answer, "an event fails alone, and is put off"));
            self.queue.deferred(&event, trouble);
            self.schedule.put_off(event, Instant::now(), least);
        }
        match outcome.then {
            Then::Next => true,
            Then::Wait {
                trouble,
                delay,
                least,
            } => {
                let Trouble { status, answer, .. } = &trouble;
                survive(|| tracing::debug!(status, %answer, ?delay, "events will be sent again"));
                self.queue.wait_out(trouble, delay, least)
            }
            Then::Probe(trouble) => match self.schedule.probe(|want| self.queue.take(want)) {
                Some((lane, part)) => self.deliver(lane, part),
                None => self.pause(trouble),
            },
            Then::Pause(trouble) => self.pause(trouble),
        }
    }

    fn pause(&mut self, trouble: Trouble) -> bool {
        let now = Instant::now();
        let pause = self.schedule.pause(now);
        let time = pause.until.saturating_duration_since(now);
        let Trouble { status, answer, .. } = &trouble;
        survive(
            || tracing::warn!(status, %answer, ?time, "the data plane refuses this client, which pauses"),
        );
        self.queue.pause(trouble, pause)
    }

    fn give_up_old(&mut self, part: &mut Part) {
        let Some(max_age) = self.max_age else {
            return;
        };
        let old = part.events.extract_if(.., |event| event.age() > max_age);
        let old = old.map(|event| GivenUp {
            event,
            reason: FailReason::TooOld,
            status: None,
            answer: format!("it is older than {max_age:?}"),
        });
        let old = old.collect();
        self.give_up(old);
    }

    fn give_up(&self, given_up: Vec<GivenUp>) {
        if let Some(first) = given_up.first() {
            let GivenUp {
                reason,
                status,
                answer,
                ..
            } = first;
            let events = given_up.len();
            survive(|| tracing::warn!(events, ?reason, status, %answer, "events given up"));
        }
        for given_up in given_up {
            let GivenUp {
                mut event,
                reason,
                status,
                answer,
            } = given_up;
            self.queue.set_aside(&event);
            let is_told = match (&self.on_failure, event.payload.take()) {
                (Some(on_failure), Some(payload)) => {
                    let failed = Failed {
                        payload,
                        reason,
                        status,
                        answer,
                    };
                    let told = survive(|| on_failure(failed)).is_some();
                    if !told {
                        survive(|| tracing::error!("on_failure panicked"));
                    }
                    told
                }
                _ => false,
            };
            let has_deferred = self.schedule.has_deferred();
            self.queue
                .settle_given_up(&event, reason, is_told, has_deferred);
        }
    }

    /// Reads the events that rest in the outbox. One that can't be read is put off.
    fn wake(&mut self, part: &mut Part) {
        for mut event in std::mem::take(&mut part.events) {
            if event.payload.is_none() {
                match self.queue.read(&event) {
                    Ok(payload) => event.payload = payload,
                    Err(error) => {
                        survive(|| tracing::error!(%error, "an event in the outbox can't be read"));
                        self.schedule.put_off(event, Instant::now(), Duration::ZERO);
                        continue;
                    }
                }
            }
            part.events.push(event);
        }
    }

    fn post(&mut self, events: &[Event]) -> Answer {
        let now = SystemTime::now();
        // A batch is sent with all of its events or not at all: an answer is about each of them.
        let payloads: Option<Vec<_>> = events.iter().map(|event| event.payload.as_ref()).collect();
        let written = payloads
            .ok_or_else(|| io::Error::other("an event of the batch was not read from the outbox"))
            .and_then(|payloads| body::write(&mut self.body, &payloads, self.gzip));
        let result = match written {
            Ok(()) => {
                let post = || self.transport.post(&self.endpoint.request(&self.body));
                survive(post)
                    .unwrap_or_else(|| Err(TransportError::interrupted("the transport panicked")))
            }
            Err(error) => Err(TransportError::connection(error.to_string())),
        };
        answer::read(result, &self.secrets, self.gzip, now)
    }
}
