//! The transport that a client has if it is given no other: `ureq` with rustls.
//!
//! The headers are marked as sensitive, so the library logs none of their values, but for one thing: at the level TRACE it
//! logs the raw bytes of what it sends.

use std::io::{ErrorKind, Read};
use std::time::Duration;

use ureq::http::HeaderValue;
use ureq::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Error, Proxy};

use super::redact::MAX_READ;
use super::transport::{Request, Response, Transport, TransportError};

pub(in crate::client) struct Http {
    agent: Agent,
}

pub(in crate::client) const USER_AGENT: &str =
    concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
/// A longer timeout might overflow the clock.
const MAX_TIMEOUT: Duration = Duration::from_secs(365 * 24 * 3600);

impl Http {
    pub(in crate::client) fn new(
        timeout: Duration,
        proxy: Option<Proxy>,
        roots: Option<Vec<Certificate<'static>>>,
    ) -> Self {
        let roots = roots.map_or(RootCerts::WebPki, RootCerts::from);
        // Each step has a timeout. With one for the whole request, the library would look up the host on a thread of its
        // own, for each request, and panic where there is none to be had. Through a proxy it does so for each connection,
        // since the look-up of the proxy is a part of connecting.
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
        for name in [CONTENT_TYPE, LOCATION, RETRY_AFTER] {
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
        Error::Io(error) if began(error.kind()) => Err(TransportError::interrupted(text)),
        Error::Protocol(_) => Err(TransportError::interrupted(text)),
        _ => Err(TransportError::connection(text)),
    }
}

/// Whether there was a connection.
fn began(error: ErrorKind) -> bool {
    use ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof, WriteZero};
    matches!(
        error,
        BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof | WriteZero
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpListener, TcpStream};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::{Duration, Instant};

    use super::Http;
    use crate::client::http::proxy::proxy;
    use crate::client::http::transport::{Endpoint, Response, Transport, TransportError};

    const STEP: Duration = Duration::from_millis(300);

    /// A server that does this with each connection.
    fn server(mut serve: impl FnMut(&mut TcpStream) + Send + 'static) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming() {
                serve(&mut stream.unwrap());
            }
        });
        address
    }

    /// Reads a request with this body.
    fn read(stream: &mut TcpStream, body: &[u8]) -> bool {
        let mut read = Vec::new();
        let mut some = [0; 1024];
        while !read.ends_with(&[b"\r\n\r\n", body].concat()) {
            match stream.read(&mut some) {
                Ok(n @ 1..) => read.extend(&some[..n]),
                _ => return false,
            }
        }
        true
    }

    fn read_to_end(stream: &mut TcpStream) {
        let _ = stream.read_to_end(&mut Vec::new());
    }

    /// Posts, and measures how long that takes.
    fn post(
        http: &mut Http,
        url: String,
        body: &[u8],
    ) -> (Result<Response, TransportError>, Duration) {
        let endpoint = Endpoint {
            url,
            headers: Vec::new(),
            timeout: STEP,
        };
        let start = Instant::now();
        (http.post(&endpoint.request(body)), start.elapsed())
    }

    /// That a request ends in time, without an answer.
    fn check_timeout(http: &mut Http, url: String, body: &[u8]) {
        let (result, took) = post(http, url, body);
        assert_eq!(result.unwrap_err(), TransportError::timeout());
        assert!(took >= STEP / 2 && took < 10 * STEP, "{took:?}");
    }

    fn direct() -> Http {
        Http::new(STEP, None, None)
    }

    /// Elsewhere a full queue refuses connections.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_connection_that_is_not_accepted_ends_in_time() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut queue = Vec::new();
        while let Ok(stream) = TcpStream::connect_timeout(&address, STEP) {
            queue.push(stream);
        }
        check_timeout(&mut direct(), format!("http://{address}"), b"body");
    }

    #[test]
    fn a_handshake_that_is_not_answered_ends_in_time() {
        let address = server(read_to_end);
        check_timeout(&mut direct(), format!("https://{address}"), b"body");
    }

    #[test]
    fn a_proxy_that_does_not_answer_ends_in_time() {
        let address = server(read_to_end);
        let proxy = proxy(&format!("http://{address}"), "").unwrap();
        let mut http = Http::new(STEP, Some(proxy), None);
        check_timeout(&mut http, "http://example.com".to_owned(), b"body");
    }

    #[test]
    fn a_body_that_is_not_read_ends_in_time() {
        let address = server(|_| thread::sleep(100 * STEP));
        // More than fits between the two.
        let body = vec![b'x'; 50_000_000];
        check_timeout(&mut direct(), format!("http://{address}"), &body);
    }

    #[test]
    fn an_answer_that_does_not_come_ends_in_time() {
        let address = server(read_to_end);
        check_timeout(&mut direct(), format!("http://{address}"), b"body");
    }

    #[test]
    fn headers_that_trickle_end_in_time() {
        let address = server(|stream| {
            read(stream, b"body");
            for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Long: xxxxxxxxxx\r\n\r\n" {
                if stream.write_all(&[*byte]).is_err() {
                    break;
                }
                thread::sleep(STEP / 10);
            }
        });
        check_timeout(&mut direct(), format!("http://{address}"), b"body");
    }

    #[test]
    fn a_text_that_trickles_is_an_answer_in_time() {
        let address = server(|stream| {
            read(stream, b"body");
            let _ = stream.write_all(b"HTTP/1.1 503 Busy\r\nContent-Length: 1000\r\n\r\n");
            while stream.write_all(b"x").is_ok() {
                thread::sleep(STEP / 10);
            }
        });
        let (result, took) = post(&mut direct(), format!("http://{address}"), b"body");
        let response = result.unwrap();
        assert_eq!(response.status, 503);
        assert!(response.body.len() >= 5, "{:?}", response.body.len());
        assert!(took < 10 * STEP, "{took:?}");
    }

    #[test]
    fn of_a_long_text_the_first_4096_bytes_are_read() {
        let address = server(|stream| {
            read(stream, b"body");
            let _ = stream.write_all(b"HTTP/1.1 400 No\r\nContent-Length: 1000000\r\n\r\n");
            while stream.write_all(&[b'x'; 1000]).is_ok() {}
        });
        let (result, _) = post(&mut direct(), format!("http://{address}"), b"body");
        assert_eq!(result.unwrap().body, [b'x'; 4096]);
    }

    #[test]
    fn a_connection_is_used_again_after_a_short_text() {
        let connections = Arc::new(AtomicUsize::new(0));
        let its_connections = Arc::clone(&connections);
        let address = server(move |stream| {
            its_connections.fetch_add(1, Ordering::SeqCst);
            while read(stream, b"body") {
                stream
                    .write_all(b"HTTP/1.1 400 No\r\nContent-Length: 2\r\n\r\nno")
                    .unwrap();
            }
        });
        let mut http = direct();
        for _ in 0..10 {
            let (result, _) = post(&mut http, format!("http://{address}"), b"body");
            assert_eq!(result.unwrap().body, b"no");
        }
        assert_eq!(connections.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn what_a_proxy_refuses_for_good_is_an_answer() {
        for (status, is_answer) in [("403 No", true), ("407 Who", true), ("503 Busy", false)] {
            let address = server(move |stream| {
                read(stream, b"");
                let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
            });
            let proxy = proxy(&format!("http://{address}"), "").unwrap();
            let mut http = Http::new(STEP, Some(proxy), None);
            let (result, _) = post(&mut http, "https://example.com".to_owned(), b"body");
            match result {
                Ok(response) => {
                    assert!(is_answer, "{response:?}");
                    assert_eq!(response.status.to_string(), status[..3]);
                    assert!(response.body.starts_with(b"CONNECT proxy failed"));
                }
                Err(error) => assert!(!is_answer, "{error}"),
            }
        }
    }

    /// A thread inherits the name of the one that makes it.
    #[cfg(target_os = "linux")]
    #[test]
    fn no_thread_is_made_for_a_request() {
        let address = server(|stream| {
            // Every other request is the first of its connection.
            for end in ["Connection: keep-alive", "Connection: close"] {
                read(stream, b"body");
                let _ = write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{end}\r\n\r\n"
                );
            }
        });
        let port = address.port();
        let posts = thread::Builder::new().name("posts".to_owned());
        let posts = posts.spawn(move || {
            let mut http = direct();
            for _ in 0..300 {
                let (result, _) = post(&mut http, format!("http://localhost:{port}"), b"body");
                assert_eq!(result.unwrap().status, 200);
            }
        });
        let posts = posts.unwrap();
        let mut looks = 0;
        while !posts.is_finished() {
            let tasks = std::fs::read_dir("/proc/self/task").unwrap();
            let names = tasks.filter_map(|task| {
                // It may have ended.
                std::fs::read_to_string(task.ok()?.path().join("comm")).ok()
            });
            assert!(names.filter(|name| name.trim() == "posts").count() <= 1);
            looks += 1;
        }
        posts.join().unwrap();
        assert!(looks > 10, "{looks}");
    }
}
