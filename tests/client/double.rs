//! Data planes on loopback.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use group_core::client::{self, Response, Transport, TransportError};

use crate::log::{Log, Request};

/// What a [`Plane`] answers.
pub(crate) struct Answer {
    status: u16,
    text: String,
    headers: Vec<(&'static str, String)>,
}

pub(crate) fn ok() -> Answer {
    answer(200, "ok")
}

pub(crate) fn answer(status: u16, text: impl Into<String>) -> Answer {
    Answer {
        status,
        text: text.into(),
        headers: Vec::new(),
    }
}

impl Answer {
    pub(crate) fn with(mut self, header: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((header, value.into()));
        self
    }
}

/// A server that speaks HTTP well.
pub(crate) struct Plane {
    pub(crate) url: String,
    pub(crate) log: Arc<Log>,
    server: Arc<tiny_http::Server>,
}

impl Plane {
    /// `answers` gets the number of each request, from 0, and the request.
    pub(crate) fn new(mut answers: impl FnMut(usize, &Request) -> Answer + Send + 'static) -> Self {
        let server = Arc::new(tiny_http::Server::http("127.0.0.1:0").unwrap());
        let plane = Self {
            url: format!("http://{}", server.server_addr()),
            log: Arc::default(),
            server: Arc::clone(&server),
        };
        let log = Arc::clone(&plane.log);
        thread::spawn(move || {
            for (n, mut taken) in server.incoming_requests().enumerate() {
                let request = read_well(&mut taken);
                log.add(request.clone());
                let answer = answers(n, &request);
                let text = std::io::Cursor::new(answer.text);
                let mut response =
                    tiny_http::Response::new(answer.status.into(), Vec::new(), text, None, None);
                for (header, value) in answer.headers {
                    response.add_header(tiny_http::Header::from_bytes(header, value).unwrap());
                }
                // The client may have gone.
                let _ = taken.respond(response);
            }
        });
        plane
    }

    /// One that takes everything.
    pub(crate) fn good() -> Self {
        Self::new(|_, _| ok())
    }
}

impl Drop for Plane {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

fn read_well(taken: &mut tiny_http::Request) -> Request {
    let mut body = Vec::new();
    taken.as_reader().read_to_end(&mut body).unwrap();
    let headers = taken
        .headers()
        .iter()
        .map(|header| (header.field.to_string(), header.value.to_string()));
    Request {
        method: taken.method().to_string(),
        path: taken.url().to_owned(),
        body: decode(&body, headers.clone()),
        headers: headers.collect(),
        at: Instant::now(),
        port: taken.remote_addr().unwrap().port(),
    }
}

fn decode(body: &[u8], mut headers: impl Iterator<Item = (String, String)>) -> String {
    let is_gzip = headers.any(|(key, value)| {
        key.eq_ignore_ascii_case("content-encoding") && value.eq_ignore_ascii_case("gzip")
    });
    let mut text = String::new();
    if is_gzip {
        GzDecoder::new(body).read_to_string(&mut text).unwrap();
    } else {
        text.push_str(std::str::from_utf8(body).unwrap());
    }
    text
}

pub(crate) const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

/// A server of which a test says what it does with each connection.
pub(crate) struct Raw {
    pub(crate) address: SocketAddr,
    pub(crate) url: String,
    pub(crate) log: Arc<Log>,
    ends: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Raw {
    /// `serve` gets the number of each connection, from 0, and the connection, and closes it at its end.
    pub(crate) fn new(serve: impl FnMut(usize, &mut Wire) + Send + 'static) -> Self {
        let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self::on(TcpListener::bind(anywhere).unwrap(), serve)
    }

    pub(crate) fn on(
        listener: TcpListener,
        mut serve: impl FnMut(usize, &mut Wire) + Send + 'static,
    ) -> Self {
        let address = listener.local_addr().unwrap();
        let log: Arc<Log> = Arc::default();
        let ends: Arc<AtomicBool> = Arc::default();
        let (its_log, its_ends) = (Arc::clone(&log), Arc::clone(&ends));
        let thread = thread::spawn(move || {
            for (n, stream) in listener.incoming().enumerate() {
                if its_ends.load(Ordering::SeqCst) {
                    break;
                }
                let stream = stream.unwrap();
                let limit = Some(Duration::from_secs(10));
                stream.set_read_timeout(limit).unwrap();
                stream.set_write_timeout(limit).unwrap();
                let log = Arc::clone(&its_log);
                serve(n, &mut Wire { stream, log });
            }
        });
        Self {
            address,
            url: format!("http://{address}"),
            log,
            ends,
            thread: Some(thread),
        }
    }
}

impl Drop for Raw {
    /// The port is free after it.
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// One connection to a [`Raw`].
pub(crate) struct Wire {
    pub(crate) stream: TcpStream,
    log: Arc<Log>,
}

impl Wire {
    /// Reads and records a whole request. `None` if it ends before.
    pub(crate) fn read(&mut self) -> Option<Request> {
        let head = self.read_head()?;
        let mut lines = head.lines();
        let mut first = lines.next()?.split(' ').map(str::to_owned);
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(key, value)| (key.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let length = headers.iter().find(|(key, _)| key == "content-length")?;
        let mut body = vec![0; length.1.parse().unwrap()];
        self.stream.read_exact(&mut body).ok()?;
        let request = Request {
            method: first.next()?,
            path: first.next()?,
            body: decode(&body, headers.iter().cloned()),
            headers,
            at: Instant::now(),
            port: self.stream.peer_addr().ok()?.port(),
        };
        self.log.add(request.clone());
        Some(request)
    }

    /// Reads up to the blank line, and nothing of the body.
    pub(crate) fn read_head(&mut self) -> Option<String> {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") {
            self.stream.read_exact(&mut byte).ok()?;
            head.push(byte[0]);
        }
        String::from_utf8(head).ok()
    }

    /// False if the client has gone.
    pub(crate) fn write(&mut self, text: &str) -> bool {
        self.stream.write_all(text.as_bytes()).is_ok()
    }

    /// Waits until the client closes the connection.
    pub(crate) fn wait_for_close(&mut self) {
        let _ = self.stream.read_to_end(&mut Vec::new());
    }
}

/// A data plane without a socket.
pub(crate) struct Direct<F> {
    pub(crate) log: Arc<Log>,
    answers: F,
    requests: usize,
}

impl<F> Direct<F>
where
    F: FnMut(usize, &Request) -> Result<Response, TransportError> + Send + 'static,
{
    /// `answers` gets the number of each request, from 0, and the request.
    pub(crate) fn new(answers: F) -> Self {
        Self {
            log: Arc::default(),
            answers,
            requests: 0,
        }
    }
}

impl<F> Transport for Direct<F>
where
    F: FnMut(usize, &Request) -> Result<Response, TransportError> + Send + 'static,
{
    fn post(&mut self, request: &client::Request<'_>) -> Result<Response, TransportError> {
        let headers = request.headers();
        let request = Request {
            method: "POST".to_owned(),
            path: request.url().to_owned(),
            body: decode(
                request.body(),
                request.headers().map(|(n, v)| (n.to_owned(), v.to_owned())),
            ),
            headers: headers.map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
            at: Instant::now(),
            port: 0,
        };
        self.log.add(request.clone());
        let n = self.requests;
        self.requests += 1;
        (self.answers)(n, &request)
    }
}
