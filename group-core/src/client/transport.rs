//! A batch on its way: the request and the answer to it.

use std::io::{Read, Write};
use std::time::{Duration, SystemTime};

use flate2::Compression;
use flate2::write::GzEncoder;
use ureq::http::{HeaderMap, Response, header};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{Connector, DefaultConnector};
use ureq::{Agent, Body, Proxy};

use super::key::Key;
use super::retry::retry_after;
use crate::date::DateTrait;
use crate::payload::Payload;

/// Posts batches to one data plane.
pub(super) struct Transport {
    agent: Agent,
    url: String,
    authorization: String,
    gzip: bool,
    /// Reused for the body of every batch.
    body: Vec<u8>,
}

/// What became of a batch.
pub(super) enum Answer {
    Accepted,
    /// 400: at least one of its events is wrong.
    Invalid {
        status: u16,
        text: String,
    },
    /// 413: it is too large.
    TooLarge {
        status: u16,
        text: String,
    },
    /// The data plane takes nothing from this client until its owner fixes something.
    Refused {
        status: u16,
        text: String,
    },
    /// It may succeed next time.
    Again {
        status: Option<u16>,
        text: String,
        retry_after: Option<Duration>,
    },
    /// Any other refusal.
    Rejected {
        status: u16,
        text: String,
    },
}

/// A longer timeout might overflow the clock.
const MAX_TIMEOUT: Duration = Duration::from_secs(365 * 24 * 3600);
/// How much of an answer's text is kept.
const MAX_TEXT: u64 = 4096;

impl Transport {
    pub(super) fn new(
        url: String,
        key: &Key,
        timeout: Duration,
        gzip: bool,
        proxy: Option<Proxy>,
    ) -> Self {
        let config = Agent::config_builder()
            .proxy(proxy)
            .user_agent(concat!(
                env!("CARGO_PKG_NAME"),
                "/",
                env!("CARGO_PKG_VERSION")
            ))
            .timeout_global(Some(timeout.min(MAX_TIMEOUT)))
            .http_status_as_error(false)
            // A redirect is not followed: that would turn the POST into a GET, or carry the key elsewhere.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build();
        let connector = DefaultConnector::default().chain(key.clone());
        Self {
            agent: Agent::with_parts(config, connector, DefaultResolver::default()),
            url,
            authorization: key.stand_in(),
            gzip,
            body: Vec::new(),
        }
    }

    pub(super) fn post(&mut self, events: &[Payload]) -> Answer {
        self.body.clear();
        if let Err(error) = self.write_body(events) {
            return Answer::Again {
                status: None,
                text: error.to_string(),
                retry_after: None,
            };
        }
        let mut request = self
            .agent
            .post(&self.url)
            .header(header::AUTHORIZATION, &self.authorization)
            .header(header::CONTENT_TYPE, "application/json");
        if self.gzip {
            request = request.header(header::CONTENT_ENCODING, "gzip");
        }
        match request.send(&*self.body) {
            Ok(answer) => read(answer),
            Err(error) => Answer::Again {
                status: None,
                text: error.to_string(),
                retry_after: None,
            },
        }
    }

    fn write_body(&mut self, events: &[Payload]) -> std::io::Result<()> {
        if !self.gzip {
            return write_batch(&mut self.body, events);
        }
        let mut encoder = GzEncoder::new(&mut self.body, Compression::fast());
        write_batch(&mut encoder, events)?;
        encoder.finish()?;
        Ok(())
    }
}

/// The events as they are, except for `sentAt`, which is the time of this transmission.
fn write_batch(body: &mut impl Write, events: &[Payload]) -> std::io::Result<()> {
    let now = SystemTime::now().date();
    let now =
        now.ok_or_else(|| std::io::Error::other("the clock is outside the years 0000 to 9999"))?;
    let sent_at = format!("\"{now}\"");
    let mut separator = r#"{"batch":["#;
    for event in events {
        let (before, after) = event.around_sent_at();
        for part in [separator, before, &sent_at, after] {
            body.write_all(part.as_bytes())?;
        }
        separator = ",";
    }
    write!(body, r#"],"sentAt":{sent_at}}}"#)
}

fn read(mut answer: Response<Body>) -> Answer {
    let status = answer.status().as_u16();
    // Read to its end if that is near, so that the connection can be used again. An error here changes nothing: the status
    // says what became of the batch.
    let mut text = Vec::new();
    let _ = answer
        .body_mut()
        .as_reader()
        .take(MAX_TEXT)
        .read_to_end(&mut text);
    if answer.status().is_success() {
        return Answer::Accepted;
    }
    let text = String::from_utf8_lossy(&text).into_owned();
    let retry_after = header_text(answer.headers(), header::RETRY_AFTER)
        .and_then(|header| retry_after(header, SystemTime::now()));
    let location = header_text(answer.headers(), header::LOCATION);
    match status {
        400 => Answer::Invalid { status, text },
        413 => Answer::TooLarge { status, text },
        401 | 404 => Answer::Refused { status, text },
        300..=399 => Answer::Refused {
            status,
            text: format!(
                "a redirect to {}, which is not followed; give the data plane's own URL",
                location.unwrap_or("nowhere"),
            ),
        },
        408 | 429 | 500..=599 => Answer::Again {
            status: Some(status),
            text,
            retry_after,
        },
        _ => Answer::Rejected { status, text },
    }
}

fn header_text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
