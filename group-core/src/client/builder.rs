//! How a client is set up.

use std::fmt::{self, Display};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use ureq::Proxy;
use ureq::http::Uri;

use super::Client;
use super::key::Key;
use super::outbox::{Durability, Outbox};
use super::outcome::Failed;
use super::queue::{ENVELOPE, Limits, Queue};
use super::retry::RetryPolicy;
use super::transport::Transport;
use super::worker::{OnFailure, Worker};
use crate::limits::MAX_BYTES;

/// Sets up a [`Client`]. Made by [`Client::builder`].
#[must_use = "a builder does nothing until `.build()`"]
pub struct ClientBuilder {
    write_key: String,
    data_plane: String,
    limits: Limits,
    retry: RetryPolicy,
    timeout: Duration,
    gzip: bool,
    allows_plain_http: bool,
    on_failure: Option<OnFailure>,
    outbox: Option<PathBuf>,
    durability: Durability,
}

/// The most bytes that a batch may have: the gateway takes 4,000 KiB.
const MAX_BATCH_BYTES: usize = 4_000_000;
/// A batch of one event of the largest size.
const MIN_BATCH_BYTES: usize = MAX_BYTES + ENVELOPE;

impl ClientBuilder {
    pub(super) fn new(write_key: String, data_plane: String) -> Self {
        Self {
            write_key,
            data_plane,
            limits: Limits {
                batch_events: 100,
                batch_bytes: 500 * 1024,
                flush_every: Duration::from_secs(1),
                queue: 10_000,
            },
            retry: RetryPolicy::default(),
            timeout: Duration::from_secs(10),
            gzip: true,
            allows_plain_http: false,
            on_failure: None,
            outbox: None,
            durability: Durability::default(),
        }
    }

    /// The most events in a batch; 100 if not set.
    pub fn batch_events(mut self, events: usize) -> Self {
        self.limits.batch_events = events;
        self
    }

    /// The most bytes in a batch before compression, from 32,832 to 4,000,000; 512,000 if not set.
    pub fn batch_bytes(mut self, bytes: usize) -> Self {
        self.limits.batch_bytes = bytes;
        self
    }

    /// How long an event may wait for its batch to fill; one second if not set.
    pub fn flush_every(mut self, wait: Duration) -> Self {
        self.limits.flush_every = wait;
        self
    }

    /// The most events that are waiting or on their way; 10,000 if not set. An event has at most 32,768 bytes.
    pub fn queue_limit(mut self, events: usize) -> Self {
        self.limits.queue = events;
        self
    }

    /// When a batch is sent again; see [`RetryPolicy`].
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How long a request may take, from the look-up of the host to the end of the answer; 10 seconds if not set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Whether batches are compressed; they are if not set.
    pub fn gzip(mut self, gzip: bool) -> Self {
        self.gzip = gzip;
        self
    }

    /// Keeps the events until they are settled in a file, an SQLite database that is created if it does not exist. What
    /// [`Client::send`] took then survives `kill -9`. The next client on the file delivers it in order, before newer
    /// events, and attempts never run out. Only one client at a time can have the file, until its thread has ended: when
    /// [`Client::shutdown`] returns, or when a request that is then under way ends.
    pub fn outbox(mut self, path: impl Into<PathBuf>) -> Self {
        self.outbox = Some(path.into());
        self
    }

    /// What the events in the outbox survive; only the end of the process if not set.
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Called once for each event that is given up, on the client's own thread: keep it short, and don't wait for the
    /// client in it. It must not own a handle of the client, or the client would never be dropped.
    pub fn on_failure(mut self, on_failure: impl Fn(Failed) + Send + Sync + 'static) -> Self {
        self.on_failure = Some(Box::new(on_failure));
        self
    }

    /// Allows a data plane without TLS. The write key and the events can then be read on the way. A loopback address is
    /// always allowed.
    pub fn allow_plain_http(mut self) -> Self {
        self.allows_plain_http = true;
        self
    }

    /// Starts the client and its thread. No request is made yet, unless an outbox has events.
    ///
    /// # Errors
    /// [`BuildError`] for a setting that can't work, and for an outbox or a thread that can't be had.
    pub fn build(self) -> Result<Client, BuildError> {
        let wrong = |what: &'static str| Err(BuildError::Setting { what });
        if self.write_key.trim().is_empty() {
            return wrong("the write key can't be empty");
        }
        if self.write_key.contains(':') {
            return wrong("the write key can't contain a colon, because it is sent as a user name");
        }
        if self.limits.batch_events == 0 {
            return wrong("`batch_events` must be at least 1");
        }
        if !(MIN_BATCH_BYTES..=MAX_BATCH_BYTES).contains(&self.limits.batch_bytes) {
            return wrong("`batch_bytes` must be from 32,832 to 4,000,000");
        }
        if self.limits.queue == 0 {
            return wrong("`queue_limit` must be at least 1");
        }
        if self.retry.attempts == 0 {
            return wrong("`RetryPolicy::attempts` must be at least 1");
        }
        if self.timeout.is_zero() {
            return wrong("`timeout` can't be zero");
        }
        let (url, is_loopback) = batch_url(&self.data_plane, self.allows_plain_http)?;
        let outbox = match &self.outbox {
            None => None,
            Some(path) => match Outbox::open(path, self.durability) {
                Ok(outbox) => Some(outbox),
                Err(error) => {
                    return Err(BuildError::Outbox {
                        path: path.clone(),
                        message: error.to_string(),
                    });
                }
            },
        };
        let retry = match &outbox {
            Some(_) => self.retry.attempts(u32::MAX),
            None => self.retry,
        };
        // A proxy from the environment is not used for this machine itself.
        let proxy = match is_loopback {
            true => None,
            false => Proxy::try_from_env(),
        };
        let queue = Arc::new(Queue::new(self.limits, outbox));
        let worker = Worker {
            queue: Arc::clone(&queue),
            transport: Transport::new(
                url,
                &Key::new(&self.write_key),
                self.timeout,
                self.gzip,
                proxy,
            ),
            retry,
            on_failure: self.on_failure,
        };
        thread::Builder::new()
            .name("group-core client".to_owned())
            .spawn(move || worker.run())
            .map_err(|error| BuildError::Thread {
                message: error.to_string(),
            })?;
        Ok(Client::of(queue))
    }
}

/// The URL that batches are posted to, and whether it is on this machine.
fn batch_url(data_plane: &str, allows_plain_http: bool) -> Result<(String, bool), BuildError> {
    let wrong = |what| Err(BuildError::DataPlane { what });
    if data_plane.is_empty() {
        return wrong("it is empty");
    }
    let Ok(uri) = data_plane.parse::<Uri>() else {
        return wrong("it is not a URL");
    };
    let authority = uri
        .authority()
        .filter(|authority| !authority.host().is_empty());
    let Some(authority) = authority else {
        return wrong("it has no host; write `https://…`");
    };
    if authority.as_str().contains('@') {
        return wrong("it can't contain a user name");
    }
    let port = authority.as_str().strip_prefix(authority.host());
    if port != Some("") && !matches!(authority.port_u16(), Some(1..)) {
        return wrong("its port is not valid; write one from 1 to 65535, or leave it out");
    }
    if uri.query().is_some() || data_plane.contains('#') {
        return wrong("it can't contain a query or a fragment");
    }
    if uri.path().split('/').any(|part| part == "v1") {
        return wrong("give the data plane's own URL, without `/v1/…`, which is added");
    }
    let is_loopback = is_loopback(authority.host());
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if allows_plain_http || is_loopback => {}
        Some("http") => {
            return wrong(
                "without TLS the write key can be read on the way; write `https://…`, or allow it with `.allow_plain_http()`",
            );
        }
        _ => return wrong("it must be `https://…`"),
    }
    let url = format!("{}/v1/batch", data_plane.trim_end_matches('/'));
    Ok((url, is_loopback))
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address
            .parse()
            .is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

/// Without the write key, and without what comes before an `@` in the URL, which may be one.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("data_plane", &self.data_plane.rsplit('@').next())
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

/// Why a client could not be built. More reasons may be added.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// A setting that can't work.
    Setting {
        /// Which one, and what it takes.
        what: &'static str,
    },
    /// The data plane's URL can't be used.
    DataPlane {
        /// Why.
        what: &'static str,
    },
    /// The outbox can't be used: another client has it open, it is damaged, or the file is something else. A damaged or
    /// foreign file is left as it is.
    Outbox {
        /// The file.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// The operating system could not start a thread.
    Thread {
        /// Its message.
        message: String,
    },
}

impl Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting { what } => f.write_str(what),
            Self::DataPlane { what } => write!(f, "the data plane's URL: {what}"),
            Self::Outbox { path, message } => {
                write!(f, "the outbox {}: {message}", path.display())
            }
            Self::Thread { message } => {
                write!(f, "the client's thread could not be started: {message}")
            }
        }
    }
}

impl std::error::Error for BuildError {}
