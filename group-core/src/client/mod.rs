//! Delivery of events to a RudderStack data plane. Feature `client`.
//!
//! A [`Client`] takes finished events, and its own thread posts them in batches to `/v1/batch`. Every event that it
//! took is in exactly one of three states: accepted by the data plane, given up and handed to `on_failure`, or still
//! pending and counted.
//!
//! ```no_run
//! use std::time::Duration;
//! use group_core::{GroupTraits, Identity, client::Client};
//!
//! #[derive(GroupTraits)]
//! struct Company { id: u64, name: String }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder("WRITE_KEY", "https://example.dataplane.rudderstack.com")
//!     .on_failure(|failed| eprintln!("{:?}: {}", failed.reason, failed.answer))
//!     .build()?;
//!
//! let user = Identity::user("1hKOmRA4GRlm");
//! let hooli = Company { id: 42, name: "Hooli".into() };
//! client.send(user.group(&hooli).build()?)?; // never waits for the network
//! client.flush(Duration::from_secs(5))?;
//! let summary = client.shutdown(Duration::from_secs(10));
//! assert_eq!(summary.pending, 0);
//! # Ok(())
//! # }
//! ```
//!
//! # An event's way
//!
//! ```text
//!             send                          2xx
//! your code ───────► waiting ──► in hand ─────────► delivered
//!     ▲         │    in memory,  ▲  │  │
//!     └─────────┘    or in the   │  │  │  400, 413, 422, …                      ┌─► on_failure, and gone
//!  SendError: it     outbox      │  │  ├─────────► rejected ──┐ set aside       │
//!  was not taken                 │  │  │                      ├─(in an outbox)──┤
//!                                │  │  └─────────► exhausted ─┘                 └─► no on_failure, or it panicked:
//!                                └──┘     too old, or for too long                  retry_set_aside, drop_set_aside
//!              again: no answer, 5xx, 429, …
//!              after a pause: 401, 403, 404, …
//! ```
//!
//! An event is sent at least once. It is sent twice only if an answer was lost, or the process ended before the answer was
//! noted in the outbox, and then with the same messageId, by which RudderStack recognises it. `sentAt` is set anew at every
//! transmission. Events arrive in the order in which they were sent, unless a request fails five times in a row: then
//! others are tried in between.
//!
//! # What is done with an answer
//!
//! | answer | what is done |
//! |---|---|
//! | 2xx | the events are accepted |
//! | connection error, timeout, 408, 409, 423, 425, 429, 5xx | the batch is sent again with the same messageIds, see [`RetryPolicy`] and [`ClientBuilder::give_up_after`] |
//! | the same, again and again | after five times (ten, for a connection that broke and for 429; never, if there was none) other events are tried too. If they get through, the batch is halved, until the event that is to blame stands alone; that one is then tried by itself, after 30 seconds, and up to an hour later each time, and holds up no other |
//! | 401, 402, 403, 404, 405, 406, 407, 410, 411, 415, 416, 417, 421, 424, 426, 428, 431, 451, 3xx, a certificate that is refused, a 2xx with an HTML page | the client [pauses](#pauses) and keeps all events: no event can cause such an answer. A redirect is not followed, because it would lose the body or carry the key elsewhere |
//! | 400, 413, 422, any other | the batch is halved until the offending event stands alone; that one is given up, the others arrive |
//! | the same for 20 single events in a row, with one status | if the next one that is waiting, or else one of the same batch, is refused too, or there is none, the client pauses as above, and keeps them. With fewer, it can't be told that the events are not to blame |
//!
//! # Pauses
//!
//! A gateway that is being deployed answers 404 for a moment; a wrong key gets a 401 until somebody corrects it. The client
//! treats both alike: it pauses for 1 second at first and then tries again by itself, and each further pause is twice as
//! long, up to 5 minutes. An accepted request resets this.
//!
//! [`Client::flush`], [`Client::shutdown`] and [`Client::resume`] make one attempt at once during a pause. `flush` and
//! `shutdown` report a refusal only if the client was still refused after its first pause, so one 404 costs a second and no
//! event.
//!
//! A 2xx with a web page (the content type is HTML and the body is neither `OK` nor JSON, or there is no content type and the
//! body begins like HTML) means that something other than a data plane answered: a login page, a proxy or the dashboard.
//!
//! # What is known of the events
//!
//! | | tells |
//! |---|---|
//! | [`SendError`] | of one event that was not taken, and has it |
//! | [`FlushError`] | of the events sent before: how many are `pending`, how many were given up since the last flush (`failed`), and what holds them up |
//! | `on_failure`, [`Failed`] | of each event that was given up, with the event |
//! | [`Summary`] | of the whole client: `delivered`, `failed` (rejected and exhausted) and `pending` (waiting and in hand) |
//! | [`Stats`] | the same at any time, divided further, with the events that `send` [returned](Returned), the age of the oldest event and the present [`Trouble`]. [`Monitor`] reads them after the last handle was dropped |
//! | the log, by the crate `tracing` | warnings of pauses, of events given up, put off or left at the end; errors of the outbox; debug lines of each attempt |
//!
//! Every event that `send` took, and every one that the outbox had, is in one of `waiting`, `in_hand`, `delivered`,
//! `rejected` and `exhausted`. An event that is set aside was counted when it was given up; if it is retried it ends once
//! more.
//!
//! # Defaults
//!
//! | setting | in memory | in an outbox |
//! |---|---|---|
//! | [`batch_events`](ClientBuilder::batch_events) | 100 | 100 |
//! | [`batch_bytes`](ClientBuilder::batch_bytes) | 512,000 | 512,000 |
//! | [`flush_every`](ClientBuilder::flush_every) | 1 s | 1 s |
//! | [`queue_limit`](ClientBuilder::queue_limit) | 10,000 events | 1,000,000 events |
//! | [`queue_bytes`](ClientBuilder::queue_bytes) | 64 MiB | 1 GiB |
//! | [`give_up_after`](ClientBuilder::give_up_after) | 10 min | never |
//! | [`max_age`](ClientBuilder::max_age) | none | none |
//! | [`RetryPolicy`]: attempts | without a limit | without a limit, whatever is set |
//! | [`RetryPolicy`]: first delay, longest delay | 100 ms, 30 s | 100 ms, 30 s |
//! | longest `Retry-After` that is obeyed | 5 min | 5 min |
//! | [`timeout`](ClientBuilder::timeout), for each step of a request | 10 s | 10 s |
//! | [`gzip`](ClientBuilder::gzip) | yes | yes |
//! | a pause: the first, the longest | 1 s, 5 min | 1 s, 5 min |
//! | when the last handle is dropped: waits, and then goes on | 0.4 s, and 5 s | the same |
//! | [`durability`](ClientBuilder::durability) | – | [`Durability::Process`] |
//!
//! # Memory and disk
//!
//! In memory, the events take at most `queue_bytes`, and some 100 bytes each beside their text; then `send` gives the event
//! back. With an outbox, only the events of a batch are in memory, 20 more at most, and some 200 bytes for each that is put
//! off. A batch is in memory once more, as the body of its request.
//!
//! On disk, what is waiting or in hand takes `queue_bytes` at most and 40 bytes for each event. The space of delivered
//! events is given back in files of 4 MiB, and that of a file of which some are left once they are less than a quarter of
//! it. What is set aside is not bounded: look at [`Stats::set_aside`]. On a full disk, `send` gives the event back, and
//! nothing that was taken is lost.
//!
//! # Secrets
//!
//! The write key and the values of [`ClientBuilder::header`] are in no `Debug` output, error, statistic or log event of this
//! crate, even if an answer repeats them, as they are or encoded (base64, hexadecimal, percent-encoded, escaped for JSON or
//! HTML, up to three times over), from 8 characters on in upper and lower case too, or cut in their second half. Nor are they
//! in those of the HTTP library, with one exception: at the level TRACE, it writes the raw bytes of its requests to the
//! crate `log`, headers included.
//!
//! # The HTTP library
//!
//! The client needs ureq 3.5 or later: before that, a connection that is never answered, an answer that trickles or a silent
//! proxy could hold a request up beyond [`timeout`](ClientBuilder::timeout). ureq looks up the host for each request, even
//! if it has a connection; a lookup that fails is a connection error, and the events are sent again.
//!
//! # What it costs
//!
//! The feature needs a C compiler, for the cryptography of TLS. It includes the outbox; the feature `outbox` is the same.
//!
//! # In a process that was forked off
//!
//! It has no thread of the client's: `send` returns the event ([`SendErrorKind::Forked`]), and nothing waits. Build a
//! client in the child.
//!
//! With an outbox, a child that did not `exec` shares the lock of its parent's folder, because a lock belongs to the open file
//! and both have it open. A client that ends in an orderly way, by `shutdown` or by being dropped, releases the lock for both.
//! If the parent is killed, the lock lasts until the last such child has ended, and until then `build()` refuses the
//! folder: another client has it open. A child that calls `exec` (as [`std::process::Command`] does) holds nothing.
//!
//! # In an async runtime
//!
//! [`Client::send`] never waits for the network and may be called from async code. [`Client::flush_async`] and
//! [`Client::shutdown_async`] are [`Client::flush`] and [`Client::shutdown`] as futures, for any runtime. If the last
//! handle is dropped in a task, it blocks its thread for at most 0.4 seconds.
//!
//! # At the end of a service
//!
//! Kubernetes, systemd and Docker end a service with SIGTERM, and a process without a handler for it ends at once: pending
//! events are lost, unless there is an outbox. Wait for the signal, stop taking requests, and then shut the client down. With
//! tokio:
//!
//! ```ignore
//! use tokio::signal::{ctrl_c, unix::{SignalKind, signal}};
//!
//! let mut terminate = signal(SignalKind::terminate())?;
//! tokio::select! {
//!     () = serve(app) => {}
//!     _ = ctrl_c() => {}
//!     _ = terminate.recv() => {}
//! }
//! let summary = client.shutdown_async(Duration::from_secs(10)).await;
//! ```
//!
//! The example `tokio_service` is a whole service that does it. Give `shutdown` less time than the supervisor gives the
//! process: 30 seconds by default in Kubernetes, 10 in Docker.
//!
//! A `static` is not dropped when `main` returns: call `shutdown` before.

mod builder;
mod error;
mod event;
mod future;
mod http;
mod outbox;
mod outcome;
mod queue;
mod retry;
mod schedule;
mod source;
mod stats;
mod survive;
mod worker;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use crate::sink::{Lines, Recorder, SendError, SendErrorKind, Sink};
pub use builder::ClientBuilder;
pub use error::BuildError;
pub use http::transport::{Request, Response, Transport, TransportError};
pub use outbox::Durability;
pub use outcome::{FailReason, Failed, FlushError, Summary, Trouble};
pub use retry::RetryPolicy;
pub use stats::{Returned, Stats};

use crate::event::payload::Payload;
use future::Wait;
use queue::{NEVER, Queue};

/// Delivers events to a data plane; see the [module](self). Its clones are handles of one client.
///
/// When the last handle is dropped, it waits up to half a second for what is still pending, and says in the log how much is
/// left; the client's thread goes on for five seconds, if the program does. Call [`Client::shutdown`] first to have all
/// delivered and to know what became of it.
#[derive(Clone)]
pub struct Client {
    handle: Arc<Handle>,
}

struct Handle {
    queue: Arc<Queue>,
}

/// How long the client goes on after the last handle was dropped, if the program does.
const DROP_TIME: Duration = Duration::from_secs(5);
/// How long dropping the last handle waits for that: it may happen in an async task, whose thread has others to run.
const DROP_WAIT: Duration = Duration::from_millis(400);

impl Drop for Handle {
    fn drop(&mut self) {
        // A shutdown has its own time.
        if self.queue.is_shut_down() {
            return;
        }
        let pending = self.queue.end(DROP_TIME, DROP_WAIT, &NEVER).pending;
        if pending > 0 {
            tracing::warn!(
                pending,
                "the last handle of a client was dropped before these events were delivered; call `shutdown` first"
            );
        }
    }
}

impl Client {
    /// Sets up a client of the source with this write key, on the data plane at this URL (`https://…`).
    pub fn builder(write_key: impl Into<String>, data_plane: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(write_key.into(), data_plane.into())
    }

    fn of(queue: Arc<Queue>) -> Self {
        Self {
            handle: Arc::new(Handle { queue }),
        }
    }

    /// Queues an event. It never waits for the network.
    ///
    /// # Errors
    /// [`SendError`], which contains the event, if the queue is full, the client was shut down or the outbox can't be written.
    pub fn send(&self, payload: Payload) -> Result<(), SendError> {
        self.handle.queue.push(payload)
    }

    /// Queues an event, and waits for at most `timeout` for room in the queue: for a backfill, which has events faster than
    /// the data plane takes them. It does not wait for a client that is still refused after its first
    /// [pause](self#pauses).
    ///
    /// # Errors
    /// Those of [`send`](Self::send).
    pub fn send_wait(&self, payload: Payload, timeout: Duration) -> Result<(), SendError> {
        self.handle.queue.push_wait(payload, timeout)
    }

    /// Waits for at most `timeout` until everything sent before has been accepted. What was put off is tried at once; a
    /// delay between attempts goes on. During a [pause](self#pauses) it has one request made at once, and returns if the
    /// client is still refused after its first pause.
    ///
    /// # Errors
    /// [`FlushError`] if an event has not been accepted: it is still pending, or was given up since the last flush.
    pub fn flush(&self, timeout: Duration) -> Result<(), FlushError> {
        self.handle.queue.flush(timeout, &NEVER)
    }

    /// As [`flush`](Self::flush), for async code of any runtime, whose thread it does not block: while it waits, it has a
    /// thread of its own. Where none can be had, it does not wait. Nothing happens before its first poll. It may be dropped. It
    /// is a handle of the client.
    ///
    /// # Errors
    /// Those of [`flush`](Self::flush).
    pub fn flush_async(
        &self,
        timeout: Duration,
    ) -> impl Future<Output = Result<(), FlushError>> + Send + use<> {
        Wait::new(&self.handle, timeout, Queue::flush)
    }

    /// Makes one attempt at once during a [pause](self#pauses), and tries what was put off: call it when the cause has been
    /// fixed.
    pub fn resume(&self) {
        self.handle.queue.resume();
    }

    /// How the client is doing.
    pub fn stats(&self) -> Stats {
        self.handle.queue.stats()
    }

    /// Reads the [`Stats`] without keeping the client alive.
    pub fn monitor(&self) -> Monitor {
        Monitor {
            queue: Arc::clone(&self.handle.queue),
        }
    }

    /// Sends once more what is set aside in the outbox: events that were given up and that `on_failure` did not take. Says
    /// how many. Those that can't be read from the outbox stay where they are, and the log says why. Feature `outbox`.
    pub fn retry_set_aside(&self) -> u64 {
        counted(self.handle.queue.retry_set_aside())
    }

    /// Removes from the outbox what is set aside, for good. Says how many events that were. Feature `outbox`.
    pub fn drop_set_aside(&self) -> u64 {
        counted(self.handle.queue.drop_set_aside())
    }

    /// Sends what is pending, for at most `timeout` (and a tenth of a second), and ends the client: it takes no more
    /// events. It may be called on any handle, and more than once. A delay between attempts ends at once, unless a
    /// `Retry-After` asked for it. What was put off is tried once more, or in memory until the time is over. During a
    /// [pause](self#pauses) it makes one attempt at once, and ends if the client is still refused after its first pause. What
    /// is still pending afterwards is lost, unless there is an outbox.
    pub fn shutdown(&self, timeout: Duration) -> Summary {
        self.handle.queue.end(timeout, timeout, &NEVER)
    }

    /// As [`shutdown`](Self::shutdown), for async code; see [`flush_async`](Self::flush_async). The client ends also where
    /// the future is dropped after its first poll.
    pub fn shutdown_async(
        &self,
        timeout: Duration,
    ) -> impl Future<Output = Summary> + Send + use<> {
        Wait::new(&self.handle, timeout, move |queue, wait, is_unwanted| {
            queue.end(timeout, wait, is_unwanted)
        })
    }
}

fn counted(result: Result<u64, outbox::OutboxError>) -> u64 {
    result.unwrap_or_else(|error| {
        tracing::error!(%error, "what is set aside in the outbox can't be read");
        0
    })
}

impl Sink for Client {
    fn send(&self, payload: Payload) -> Result<(), SendError> {
        Client::send(self, payload)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

/// Reads the [`Stats`] of a client without keeping it alive: for the thread that exports them, and for what is left after
/// the last handle was dropped. Made by [`Client::monitor`].
#[derive(Clone)]
pub struct Monitor {
    queue: Arc<Queue>,
}

impl Monitor {
    /// As [`Client::stats`]. After the client has ended, they stay as they were at its end.
    pub fn stats(&self) -> Stats {
        self.queue.stats()
    }
}

impl fmt::Debug for Monitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Monitor").finish_non_exhaustive()
    }
}
