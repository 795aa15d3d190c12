//! The transport that a client has if it is given no other: `ureq` with rustls.
//!
//! The headers are marked as sensitive, so the library logs none of their values, but for one thing: at the level TRACE it
//! logs the raw bytes of what it sends.

use std::io::Read;
use std::time::Duration;

use ureq::http::HeaderValue;
use ureq::http::header::{LOCATION, RETRY_AFTER};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Error, Proxy};

use super::secret::MAX_READ;
use super::transport::{Request, Response, Transport, TransportError};

pub(super) struct Http {
    agent: Agent,
}

pub(super) const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
/// A longer timeout might overflow the clock.
const MAX_TIMEOUT: Duration = Duration::from_secs(365 * 24 * 3600);

impl Http {
    pub(super) fn new(
        timeout: Duration,
        proxy: Option<Proxy>,
        roots: Option<Vec<Certificate<'static>>>,
    ) -> Self {
        let roots = roots.map_or(RootCerts::WebPki, RootCerts::from);
        // Each step has a timeout. With one for the whole request, the library would look up the host on a thread of its
        // own, for each request, and panic where there is none to be had.
        let timeout = Some(timeout.min(MAX_TIMEOUT));
        let config = Agent::config_builder()
            .timeout_connect(timeout)
            .timeout_send_request(timeout)
            .timeout_send_body(timeout)
            .timeout_recv_response(timeout)
            .timeout_recv_body(timeout)
            // Set in any case, or the library would look into the environment itself.
            .proxy(proxy)
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            // For the proxy.
            .user_agent(USER_AGENT)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build();
        Self {
            agent: Agent::new_with_config(config),
        }
    }
}

impl Transport for Http {
    fn post(&mut self, request: &Request<'_>) -> Result<Response, TransportError> {
        let mut post = self.agent.post(request.url());
        for (name, value) in request.headers() {
            // `build` has checked it.
            let Ok(mut value) = HeaderValue::from_str(value) else {
                continue;
            };
            value.set_sensitive(true);
            post = post.header(name, value);
        }
        let mut answer = match post.send(request.body()) {
            Ok(answer) => answer,
            Err(error) => return without_answer(error),
        };
        let mut response = Response::new(answer.status().as_u16());
        for name in [RETRY_AFTER, LOCATION] {
            if let Some(value) = answer.headers().get(&name)
                && let Ok(value) = value.to_str()
            {
                response = response.header(name.as_str(), value);
            }
        }
        let mut text = Vec::new();
        // Read to its end if that is near, so that the connection can be used again. An error here changes nothing: the
        // status says what became of the events.
        let _ = answer
            .body_mut()
            .as_reader()
            .take(MAX_READ as u64)
            .read_to_end(&mut text);
        Ok(response.body(text))
    }
}

fn without_answer(error: Error) -> Result<Response, TransportError> {
    let text = error.to_string();
    match error {
        Error::Timeout(_) => Err(TransportError::timeout()),
        // What a proxy answers to the request for a tunnel is given as text only. These two don't pass by themselves.
        Error::ConnectProxyFailed(_) if text.contains("403/") => Ok(Response::new(403).body(text)),
        Error::ConnectProxyFailed(_) if text.contains("407/") => Ok(Response::new(407).body(text)),
        // It does not say which version of rustls it uses, so the type of the error can't be asked.
        _ if text.contains("invalid peer certificate") => Err(TransportError::certificate(text)),
        _ => Err(TransportError::connection(text)),
    }
}
