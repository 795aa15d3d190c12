//! How a client is set up.

use std::fmt;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use ureq::http::{HeaderName, HeaderValue, Uri, header};
use ureq::tls::{Certificate, PemItem, parse_pem};

use super::Client;
use super::error::BuildError;
use super::http::proxy;
use super::http::redact::Secrets;
use super::http::transport::{Endpoint, Transport};
use super::http::ureq::{Http, USER_AGENT};
use super::outbox::{Durability, Outbox, Settings};
use super::outcome::Failed;
use super::queue::{ENVELOPE, Limits, Queue, Store};
use super::retry::RetryPolicy;
use super::schedule::Schedule;
use super::source;
use super::worker::{OnFailure, Worker};
use crate::limits::MAX_BYTES;

/// Sets up a [`Client`]. Made by [`Client::builder`].
#[must_use = "a builder does nothing until `.build()`"]
pub struct ClientBuilder {
    write_key: String,
    data_plane: String,
    batch_events: usize,
    batch_bytes: usize,
    flush_every: Duration,
    queue_events: Option<usize>,
    queue_bytes: Option<usize>,
    retry: RetryPolicy,
    give_up_after: Option<Duration>,
    max_age: Option<Duration>,
    timeout: Duration,
    gzip: bool,
    allows_plain_http: bool,
    proxy: ProxyChoice,
    root_certificates: Option<Vec<u8>>,
    headers: Vec<(String, String)>,
    transport: Option<Box<dyn Transport>>,
    on_failure: Option<OnFailure>,
    outbox: OutboxChoice,
}

#[derive(Default)]
struct OutboxChoice {
    path: Option<PathBuf>,
    durability: Durability,
    takes_over: bool,
    sets_damage_aside: bool,
}

/// Which proxy to use.
enum ProxyChoice {
    FromEnvironment,
    Url(String),
    None,
}

/// Headers that the client sets itself, and those that would change how a connection is used.
const OWN_HEADERS: [HeaderName; 14] = [
    header::ACCEPT_ENCODING,
    header::AUTHORIZATION,
    header::CONNECTION,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::EXPECT,
    header::HOST,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    header::USER_AGENT,
];

/// What depends on where the events are.
struct Defaults {
    queue_events: usize,
    queue_bytes: usize,
    give_up_after: Duration,
}

const IN_MEMORY: Defaults = Defaults {
    queue_events: 10_000,
    queue_bytes: 64 << 20,
    give_up_after: Duration::from_secs(600),
};
const IN_OUTBOX: Defaults = Defaults {
    queue_events: 1_000_000,
    queue_bytes: 1 << 30,
    give_up_after: Duration::MAX,
};

/// The most bytes that a batch may have: the gateway takes 4,000 KiB.
const MAX_BATCH_BYTES: usize = 4_000_000;
/// A batch of one event of the largest size.
const MIN_BATCH_BYTES: usize = MAX_BYTES + ENVELOPE;

impl ClientBuilder {
    pub(super) fn new(write_key: String, data_plane: String) -> Self {
        Self {
            write_key,
            data_plane,
            batch_events: 100,
            batch_bytes: 500 * 1024,
            flush_every: Duration::from_secs(1),
            queue_events: None,
            queue_bytes: None,
            retry: RetryPolicy::default(),
            give_up_after: None,
            max_age: None,
            timeout: Duration::from_secs(10),
            gzip: true,
            allows_plain_http: false,
            proxy: ProxyChoice::FromEnvironment,
            root_certificates: None,
            headers: Vec::new(),
            transport: None,
            on_failure: None,
            outbox: OutboxChoice::default(),
        }
    }

    /// The most events in a batch; 100 if not set.
    pub fn batch_events(mut self, events: usize) -> Self {
        self.batch_events = events;
        self
    }

    /// The most bytes in a batch before compression, from 32,832 to 4,000,000; 512,000 if not set.
    pub fn batch_bytes(mut self, bytes: usize) -> Self {
        self.batch_bytes = bytes;
        self
    }

    /// How long an event may wait for its batch to fill; one second if not set.
    pub fn flush_every(mut self, wait: Duration) -> Self {
        self.flush_every = wait;
        self
    }

    /// The most events that are waiting or on their way: beyond them, [`Client::send`] gives the event back. 10,000 if not
    /// set, 1,000,000 in an outbox.
    pub fn queue_limit(mut self, events: usize) -> Self {
        self.queue_events = Some(events);
        self
    }

    /// The most bytes of events that are waiting or on their way, from 32,768: beyond them, [`Client::send`] gives the event
    /// back. 64 MiB if not set, 1 GiB in an outbox.
    pub fn queue_bytes(mut self, bytes: usize) -> Self {
        self.queue_bytes = Some(bytes);
        self
    }

    /// When a batch is sent again; see [`RetryPolicy`].
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How long an event is tried: it is given up when an attempt fails after this time since its first attempt. 10 minutes if
    /// not set, and without end in an outbox. The time in which it waits for its first attempt, and that of a pause, does
    /// not count.
    pub fn give_up_after(mut self, time: Duration) -> Self {
        self.give_up_after = Some(time);
        self
    }

    /// How old an event may be when it is sent: an older one is given up ([`FailReason::TooOld`](super::FailReason::TooOld)).
    /// Its age is counted from [`Client::send`] on, by the computer's clock, also in an outbox. Without a limit if not set.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(age);
        self
    }

    /// How long each step of a request may take; 10 seconds if not set. The steps are to connect (with the proxy and
    /// TLS), to send the headers, to send the body, to wait for the answer and to read it. The look-up of the host comes
    /// before them, and takes as long as the operating system lets it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Whether batches are compressed; they are if not set.
    pub fn gzip(mut self, gzip: bool) -> Self {
        self.gzip = gzip;
        self
    }

    /// Stores events in this folder until they are delivered. Creates it with mode 0700 if it does not exist; its parent must
    /// exist. Events that [`Client::send`] accepted survive `kill -9`: the next client on the folder delivers them in order,
    /// before newer events, and attempts never run out. Events that are given up stay until `on_failure` has returned.
    ///
    /// The folder and its files must belong to the user of this process, nobody else may be able to write to them, and none may be a
    /// symbolic link; otherwise [`build`](Self::build) fails. Only if the folder has the set-group-ID bit may its group
    /// write too: Kubernetes sets both in a volume of a pod with an `fsGroup`. In a volume that belongs to another user, use
    /// a folder inside it. A client whose folder is moved, removed or replaced while it runs returns further events with an
    /// error, and never writes to what came in its place. A relative path is made absolute.
    ///
    /// One client at a time can use the folder. `build` waits up to 15 seconds for one that is ending, in this process or
    /// another; otherwise its error names the process that holds the folder. A child that was forked off and did not
    /// execute another program keeps the lock until it ends, even after its parent was killed.
    ///
    /// Delivered events are removed from the disk at the end, and a second after nothing is waiting; on a copy-on-write or
    /// flash disk their bytes may remain until they are overwritten. The folder is for one source: a client with another
    /// write key or data plane is refused unless it calls [`take_over_outbox`](Self::take_over_outbox). Feature `outbox`.
    pub fn outbox(mut self, path: impl Into<PathBuf>) -> Self {
        self.outbox.path = Some(path.into());
        self
    }

    /// Reports the missing feature.
    /// What the events in the outbox survive; only the end of the process if not set. Feature `outbox`.
    pub fn durability(mut self, durability: Durability) -> Self {
        self.outbox.durability = durability;
        self
    }

    /// Takes an outbox that was begun with another write key or data plane: its events go to this client's. Without it,
    /// `build()` refuses such an outbox. Feature `outbox`.
    pub fn take_over_outbox(mut self) -> Self {
        self.outbox.takes_over = true;
        self
    }

    /// Opens an outbox that is damaged: its damaged files are renamed, all that is whole is delivered, and the log says how
    /// many records are gone. If the damage hides which source the events are for, `build()` asks for
    /// [`take_over_outbox`](Self::take_over_outbox) too. Without it, `build()` refuses a damaged outbox, and changes nothing
    /// in it. Feature `outbox`.
    pub fn set_damage_aside(mut self) -> Self {
        self.outbox.sets_damage_aside = true;
        self
    }

    /// Called for each event that is given up, on the client's own thread: keep it short, and don't wait for the client in
    /// it. It must not own a handle of the client, or the client would never be dropped. Without it, the log tells of such
    /// an event, and an outbox keeps it (`Client::retry_set_aside`); so it does where the process ends, or this function
    /// panics, before it has returned.
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

    /// Goes through this proxy: `http://…` or `https://…`, with a user name and a password if it asks for them. Without
    /// this method and [`no_proxy`](Self::no_proxy), the environment names the proxy:
    ///
    /// - `HTTPS_PROXY` for a data plane of `https://…`, `http_proxy` or `HTTP_PROXY` for one of `http://…`, otherwise
    ///   `ALL_PROXY`; each of them also in lower case. `HTTP_PROXY` is not read where `REQUEST_METHOD` is set, because
    ///   strangers can set it there.
    /// - None for a data plane on this machine, and for those in `NO_PROXY`: names with a comma between them, which also
    ///   mean all names below (`example.com`, `.example.com`), addresses (`10.0.0.1`, `[::1]`), networks (`10.0.0.0/8`,
    ///   `fd00::/8`), each but the last with a port if it is meant for this port only, or `*` for all.
    ///
    /// The proxy is asked for a tunnel (`CONNECT`), also where the data plane has no TLS.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = ProxyChoice::Url(url.into());
        self
    }

    /// Goes through no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = ProxyChoice::None;
        self
    }

    /// Trusts the certificate authorities in this text, in the format PEM, and no others. If not set, it trusts those that
    /// Mozilla trusts, as they were when this program was built.
    ///
    /// ```no_run
    /// use group_core::client::Client;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder("WRITE_KEY", "https://dataplane.internal.example.com")
    ///     .root_certificates(std::fs::read("/etc/ssl/certs/internal.pem")?)
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates = Some(pem.into());
        self
    }

    /// Adds a header to each request, for a gateway in front of the data plane.
    ///
    /// Its value is as secret as the write key: errors, statistics and the log show `***` in its place, and in place of each
    /// of its words of at least 8 characters, such as the token of `Bearer …`. A value of fewer than 4 characters is shown.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sends the requests with a [`Transport`] of your own. A proxy and certificates are then its own affair.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Starts the client and its thread. No request is made yet, unless an outbox has events.
    ///
    /// # Errors
    /// [`BuildError`] for a setting that can't work, and for an outbox or a thread that can't be had.
    pub fn build(mut self) -> Result<Client, BuildError> {
        let wrong = |what: &'static str| Err(BuildError::Setting { what });
        source::check_write_key(&self.write_key)?;
        if self.batch_events == 0 {
            return wrong("`batch_events` must be at least 1");
        }
        if !(MIN_BATCH_BYTES..=MAX_BATCH_BYTES).contains(&self.batch_bytes) {
            return wrong("`batch_bytes` must be from 32,832 to 4,000,000");
        }
        if self.queue_events == Some(0) {
            return wrong("`queue_limit` must be at least 1");
        }
        if self.queue_bytes.is_some_and(|bytes| bytes < MAX_BYTES) {
            return wrong("`queue_bytes` must be at least 32,768, the size of the largest event");
        }
        if self.retry.attempts == 0 {
            return wrong("`RetryPolicy::attempts` must be at least 1");
        }
        if self.timeout.is_zero() {
            return wrong("`timeout` can't be zero");
        }
        let (url, is_loopback) = source::batch_url(&self.data_plane, self.allows_plain_http)?;
        let mut secrets = Secrets::new(&self.write_key);
        for (_, value) in &self.headers {
            secrets.add_value(value);
        }
        let headers = self.request_headers(&secrets)?;
        let transport = self.make_transport(&url, is_loopback)?;
        let (mut waiting, mut defaults) = (Store::default(), IN_MEMORY);
        if let Some(path) = self.outbox.path.take() {
            defaults = IN_OUTBOX;
            self.retry = self.retry.attempts(u32::MAX);
            let outbox = self.open_outbox(&path, &url);
            let outbox = outbox.map_err(|message| BuildError::Outbox { path, message })?;
            waiting = Store::InOutbox(Box::new(outbox));
        }
        let limits = Limits {
            batch_events: self.batch_events,
            batch_bytes: self.batch_bytes,
            flush_every: self.flush_every,
            queue_events: self.queue_events.unwrap_or(defaults.queue_events),
            queue_bytes: self.queue_bytes.unwrap_or(defaults.queue_bytes),
        };
        let give_up_after = self.give_up_after.unwrap_or(defaults.give_up_after);
        let queue = Arc::new(Queue::new(limits, waiting));
        let worker = Worker {
            queue: Arc::clone(&queue),
            schedule: Schedule::new(self.retry, give_up_after),
            transport,
            endpoint: Endpoint {
                url: url.to_string(),
                headers,
                timeout: self.timeout,
            },
            secrets,
            gzip: self.gzip,
            body: Vec::new(),
            max_age: self.max_age,
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

    fn open_outbox(&self, path: &Path, url: &Uri) -> Result<Outbox, String> {
        let source = format!("{} {url}", self.write_key);
        let settings = Settings {
            durability: self.outbox.durability,
            // A hash, so that the key is not in the folder.
            source: uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, source.as_bytes()),
            takes_over: self.outbox.takes_over,
            sets_damage_aside: self.outbox.sets_damage_aside,
        };
        Outbox::open(path, &settings).map_err(|error| error.to_string())
    }

    fn request_headers(&self, secrets: &Secrets) -> Result<Vec<(String, String)>, BuildError> {
        let mut headers = vec![
            (header::AUTHORIZATION.to_string(), secrets.authorization()),
            (
                header::CONTENT_TYPE.to_string(),
                "application/json".to_owned(),
            ),
            (header::USER_AGENT.to_string(), USER_AGENT.to_owned()),
        ];
        if self.gzip {
            headers.push((header::CONTENT_ENCODING.to_string(), "gzip".to_owned()));
        }
        for (name, value) in &self.headers {
            headers.push((checked_name(name, value)?, value.clone()));
        }
        Ok(headers)
    }

    fn make_transport(
        &mut self,
        url: &Uri,
        is_loopback: bool,
    ) -> Result<Box<dyn Transport>, BuildError> {
        let wrong = |what: &'static str| Err(BuildError::Setting { what });
        if let Some(own) = self.transport.take() {
            if !matches!(self.proxy, ProxyChoice::FromEnvironment) {
                return wrong("a `transport` of your own has to know the proxy itself");
            }
            if self.root_certificates.is_some() {
                return wrong(
                    "a `transport` of your own has to know the `root_certificates` itself",
                );
            }
            return Ok(own);
        }
        let roots = self.root_certificates.as_deref().map(roots).transpose()?;
        let proxy = match &self.proxy {
            ProxyChoice::Url(url) => Some(proxy::proxy(url, "`.proxy(…)`")?),
            // One from the environment is not used for this machine itself.
            ProxyChoice::FromEnvironment if !is_loopback => {
                proxy::from_environment(url, |name| std::env::var_os(name))?
            }
            ProxyChoice::FromEnvironment | ProxyChoice::None => None,
        };
        Ok(Box::new(Http::new(self.timeout, proxy, roots)))
    }
}

/// The name in lower case.
fn checked_name(name: &str, value: &str) -> Result<String, BuildError> {
    let what = match name.parse::<HeaderName>() {
        Err(_) => "its name is not valid",
        Ok(own) if OWN_HEADERS.contains(&own) => "the client sets it itself",
        Ok(_) if !HeaderValue::from_str(value).is_ok_and(|value| value.to_str().is_ok()) => {
            "its value is not valid; it can have visible ASCII characters and spaces"
        }
        Ok(valid) => return Ok(valid.to_string()),
    };
    // What follows may be the value, if the two were written as one or exchanged.
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let name = name.chars().take_while(|c| is_token(*c)).collect();
    Err(BuildError::Header { name, what })
}

fn roots(pem: &[u8]) -> Result<Vec<Certificate<'static>>, BuildError> {
    let wrong = |what| Err(BuildError::Setting { what });
    let mut roots = Vec::new();
    for item in parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => roots.push(certificate),
            Ok(_) => {}
            Err(_) => return wrong("`root_certificates` can't be read as PEM"),
        }
    }
    if roots.is_empty() {
        return wrong("`root_certificates` has no certificate; give the text of a PEM file");
    }
    Ok(roots)
}

/// Without the write key, and without what may be one: what comes before an `@` in the URL, and a URL without a scheme, for
/// which it was perhaps exchanged.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = Some(&self.data_plane).filter(|url| url.contains("://"));
        let data_plane = url.and_then(|url| url.rsplit('@').next());
        f.debug_struct("ClientBuilder")
            .field("data_plane", &data_plane)
            .field("batch_events", &self.batch_events)
            .field("batch_bytes", &self.batch_bytes)
            .field("flush_every", &self.flush_every)
            .field("queue_limit", &self.queue_events)
            .field("queue_bytes", &self.queue_bytes)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
