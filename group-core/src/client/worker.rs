//! The thread that sends.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::answer::{self, Answer};
use super::batch;
use super::outcome::{FailReason, Failed, Trouble};
use super::queue::Queue;
use super::retry::RetryPolicy;
use super::secret::Secrets;
use super::transport::{Endpoint, Transport, TransportError};
use crate::payload::Payload;

/// What is called for each event that is given up.
pub(super) type OnFailure = Box<dyn Fn(Failed) + Send + Sync>;

pub(super) struct Worker {
    pub(super) queue: Arc<Queue>,
    pub(super) transport: Box<dyn Transport>,
    pub(super) endpoint: Endpoint,
    pub(super) secrets: Secrets,
    pub(super) gzip: bool,
    /// Reused for every batch.
    pub(super) body: Vec<u8>,
    pub(super) retry: RetryPolicy,
    /// How long an event is tried.
    pub(super) give_up_after: Duration,
    /// The requests in a row that got no answer, or one that may pass. The delay after one belongs to the connection: the
    /// next batch does not begin from the shortest again.
    pub(super) failures: u32,
    pub(super) on_failure: Option<OnFailure>,
}

/// How long a refused client waits before it tries again by itself.
const PAUSE: Duration = Duration::from_secs(300);

/// Whatever ends the worker, those who are waiting for it are told.
impl Drop for Worker {
    fn drop(&mut self) {
        self.queue.ended();
    }
}

/// The worker has to end, even with events in hand.
struct Ends;

impl Worker {
    pub(super) fn run(mut self) {
        while let Some(batch) = self.queue.next_batch() {
            if self.deliver(batch).is_err() {
                break;
            }
        }
    }

    /// Sends events until each is accepted or given up.
    fn deliver(&mut self, batch: Vec<Payload>) -> Result<(), Ends> {
        // What is left of the batch, with the next part last.
        let mut parts = vec![batch];
        let mut attempts = 0;
        let mut first_failed = None;
        while let Some(mut part) = parts.pop() {
            if self.queue.is_over() {
                return Err(Ends);
            }
            attempts += 1;
            let began = Instant::now();
            let answer = self.post(&part);
            self.failures = match &answer {
                Answer::Again { .. } => self.failures.saturating_add(1),
                _ => 0,
            };
            let (reason, status, text) = match answer {
                Answer::Accepted => {
                    self.queue.accepted(part.len());
                    tracing::debug!(events = part.len(), "events accepted");
                    (attempts, first_failed) = (0, None);
                    continue;
                }
                Answer::Wrong { .. } if part.len() > 1 => {
                    let second = part.split_off(part.len() / 2);
                    parts.extend([second, part]);
                    (attempts, first_failed) = (0, None);
                    continue;
                }
                Answer::Refused { status, text } => {
                    tracing::warn!(status, %text, "the data plane refuses this client");
                    let trouble = Trouble {
                        status,
                        answer: text,
                        is_pause: true,
                    };
                    self.wait_out(trouble, PAUSE)?;
                    parts.push(part);
                    (attempts, first_failed) = (0, None);
                    continue;
                }
                Answer::Again {
                    status,
                    text,
                    retry_after,
                    ..
                } if attempts < self.retry.attempts
                    && first_failed.get_or_insert(began).elapsed() < self.give_up_after =>
                {
                    let delay = self.retry.delay(self.failures, retry_after);
                    tracing::debug!(status, %text, attempts, ?delay, "events will be sent again");
                    let trouble = Trouble {
                        status,
                        answer: text,
                        is_pause: false,
                    };
                    self.wait_out(trouble, delay)?;
                    parts.push(part);
                    continue;
                }
                Answer::Wrong { status, text } => (FailReason::Rejected, Some(status), text),
                Answer::Again { status, text, .. } => (FailReason::AttemptsExhausted, status, text),
            };
            tracing::warn!(events = part.len(), ?reason, status, %text, "events given up");
            for payload in part {
                self.give_up(payload, reason, status, &text);
            }
            (attempts, first_failed) = (0, None);
        }
        Ok(())
    }

    fn post(&mut self, events: &[Payload]) -> Answer {
        let now = SystemTime::now();
        let result = match batch::write(&mut self.body, events, self.gzip) {
            Ok(()) => {
                let post = || self.transport.post(&self.endpoint.request(&self.body));
                catch_unwind(AssertUnwindSafe(post)).unwrap_or_else(|panic| {
                    // Dropping the panic's payload may panic too.
                    std::mem::forget(panic);
                    Err(TransportError::connection("the transport panicked"))
                })
            }
            Err(error) => Err(TransportError::connection(error.to_string())),
        };
        answer::read(result, &self.secrets, now)
    }

    fn wait_out(&self, trouble: Trouble, wait: Duration) -> Result<(), Ends> {
        match self.queue.wait_out(trouble, wait) {
            true => Ok(()),
            false => Err(Ends),
        }
    }

    fn give_up(&self, payload: Payload, reason: FailReason, status: Option<u16>, text: &str) {
        if let Some(on_failure) = &self.on_failure {
            let failed = Failed {
                payload,
                reason,
                status,
                answer: text.to_owned(),
            };
            // A panic in the application's function must not end the thread that delivers.
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| on_failure(failed))) {
                tracing::error!("on_failure panicked");
                // Dropping the panic's payload may panic too.
                std::mem::forget(panic);
            }
        }
        self.queue.gave_up();
    }
}
