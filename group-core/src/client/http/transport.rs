//! What carries a request to the data plane and its answer back: bytes and headers in, status, headers and body out.

use std::fmt::{self, Display};
use std::time::Duration;

/// Posts the requests of a [`Client`](crate::client::Client). The default is built on the crate `ureq`; give one of your own to
/// [`ClientBuilder::transport`](crate::client::ClientBuilder::transport) to use another HTTP client, or none in a test:
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use std::time::Duration;
/// use group_core::client::{Client, Request, Response, Transport, TransportError};
/// use group_core::Identity;
///
/// /// Takes everything, and keeps the bodies.
/// #[derive(Clone, Default)]
/// struct Recording(Arc<Mutex<Vec<Vec<u8>>>>);
///
/// impl Transport for Recording {
///     fn post(&mut self, request: &Request<'_>) -> Result<Response, TransportError> {
///         self.0.lock().unwrap().push(request.body().to_vec());
///         Ok(Response::new(200))
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let recording = Recording::default();
/// let client = Client::builder("WRITE_KEY", "https://example.dataplane.rudderstack.com")
///     .gzip(false)
///     .transport(recording.clone())
///     .build()?;
/// client.send(Identity::user("u").group_with_id("g", &()).build()?)?;
/// client.flush(Duration::from_secs(5))?;
///
/// let body = String::from_utf8(recording.0.lock().unwrap().remove(0))?;
/// assert!(body.starts_with(r#"{"batch":[{"#));
/// # Ok(())
/// # }
/// ```
///
/// The example `own_transport` does it with `reqwest`, a proxy and a certificate authority of one's own.
///
/// Only the client's own thread calls it, one request at a time. It follows no redirect, since that would lose the body or
/// carry the key elsewhere, and gives back any answer that came as a [`Response`], whatever its status.
pub trait Transport: Send + 'static {
    /// Posts a request and waits for the answer.
    ///
    /// # Errors
    /// [`TransportError`] if there was no answer. Which one it is decides what becomes of the events: after
    /// [`TransportError::certificate`] the client pauses, after the others they are sent again.
    fn post(&mut self, request: &Request<'_>) -> Result<Response, TransportError>;
}

/// A request to be posted.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Request<'a> {
    url: &'a str,
    headers: &'a [(String, String)],
    body: &'a [u8],
    timeout: Duration,
}

impl Request<'_> {
    /// Where to.
    pub fn url(&self) -> &str {
        self.url
    }

    /// The names, in lower case, and values of the headers. One of them is the write key, and the values of
    /// [`ClientBuilder::header`](crate::client::ClientBuilder::header) may be secrets as well. What depends on the connection is
    /// not among them: `host` and `content-length`.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (&**name, &**value))
    }

    /// What is to be posted, as it is: with gzip, it is compressed and a header says so.
    pub fn body(&self) -> &[u8] {
        self.body
    }

    /// What [`ClientBuilder::timeout`](crate::client::ClientBuilder::timeout) was set to. Meanwhile, no other event is delivered.
    pub fn timeout(&self) -> Duration {
        self.timeout
    }
}

/// Without the values of the headers, and without the body.
impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers().map(|(name, _)| name).collect();
        f.debug_struct("Request")
            .field("url", &self.url)
            .field("headers", &names)
            .field("bytes", &self.body.len())
            .field("timeout", &self.timeout)
            .finish()
    }
}

/// The data plane's answer.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response {
    pub(in crate::client) status: u16,
    pub(in crate::client) headers: Vec<(String, String)>,
    pub(in crate::client) body: Vec<u8>,
}

impl Response {
    /// An answer with this status.
    #[must_use]
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Adds a header. The client reads `Content-Type`, `Location` and `Retry-After`, in upper or lower case, and needs no
    /// other.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body. The client shows at most 300 characters of it, so its first 4,096 bytes are enough. Set it for a 2xx
    /// too: an HTML page means that something other than a data plane answered.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }
}

/// Without the headers and the body, which may repeat the write key.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Why there was no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransportError {
    pub(in crate::client) kind: Kind,
    message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::client) enum Kind {
    Connection,
    Interrupted,
    Timeout,
    Certificate,
}

impl TransportError {
    /// The data plane can't be reached. The events are sent again.
    pub fn connection(message: impl Into<String>) -> Self {
        Self {
            kind: Kind::Connection,
            message: message.into(),
        }
    }

    /// The connection broke while the request was under way. The events are sent again, after a while apart from each
    /// other: one of them may be the reason.
    pub fn interrupted(message: impl Into<String>) -> Self {
        Self {
            kind: Kind::Interrupted,
            message: message.into(),
        }
    }

    /// The answer took too long. The events are sent again, after a while apart from each other.
    pub fn timeout() -> Self {
        Self {
            kind: Kind::Timeout,
            message: "no answer in time".to_owned(),
        }
    }

    /// The data plane's certificate is not trusted: nobody known vouches for it, it has expired or it is another host's.
    /// The client pauses.
    pub fn certificate(message: impl Into<String>) -> Self {
        Self {
            kind: Kind::Certificate,
            message: message.into(),
        }
    }
}

impl Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TransportError {}

/// What all requests of a client have in common.
pub(in crate::client) struct Endpoint {
    pub(in crate::client) url: String,
    /// Names in lower case.
    pub(in crate::client) headers: Vec<(String, String)>,
    pub(in crate::client) timeout: Duration,
}

impl Endpoint {
    pub(in crate::client) fn request<'a>(&'a self, body: &'a [u8]) -> Request<'a> {
        Request {
            url: &self.url,
            headers: &self.headers,
            body,
            timeout: self.timeout,
        }
    }
}
