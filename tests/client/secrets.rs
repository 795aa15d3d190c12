//! The write key and the values of headers are shown nowhere.

use std::io::{self, Write};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use group_core::client::Client;
use tracing_subscriber::fmt::MakeWriter;

use crate::double::{Plane, Raw, answer, ok};
use crate::given::{HOUR, LONG, event, ids, send_all, soon};

const KEY: &str = "2SecretWriteKeyThatNobodyMaySee";
/// `KEY:` as it stands in the header.
const ENCODED: &str = "MlNlY3JldFdyaXRlS2V5VGhhdE5vYm9keU1heVNlZTo=";

/// The value of a header.
const VALUE: &str = "t0k3nOfTheGateway";

fn check(text: &str) {
    assert!(!text.contains(VALUE), "{text}");
    assert!(!text.contains(KEY), "{text}");
    assert!(!text.contains(ENCODED), "{text}");
}

#[test]
fn neither_debug_nor_display_shows_the_key() {
    let shown = Arc::new(Mutex::new(Vec::new()));
    let its_shown = Arc::clone(&shown);
    let plane = Plane::new(|n, _| match n {
        0 => answer(400, "no"),
        _ => answer(401, "no"),
    });
    let builder = Client::builder(KEY, &*plane.url)
        .flush_every(HOUR)
        .queue_limit(1)
        .on_failure(move |failed| its_shown.lock().unwrap().push(format!("{failed:#?}")));
    check(&format!("{builder:?} {builder:#?}"));
    let client = builder.build().unwrap();
    check(&format!("{client:?} {client:#?}"));

    client.send(event("e0")).unwrap();
    let error = client.flush(LONG).unwrap_err();
    check(&format!("{error} {error:?}"));
    client.send(event("e1")).unwrap();
    let error = client.flush(LONG).unwrap_err();
    check(&format!("{error} {error:?}"));
    let error = client.send(event("e2")).unwrap_err();
    check(&format!("{error} {error:?}"));
    check(&format!("{:?}", client.shutdown(LONG)));
    let error = client.send(event("e2")).unwrap_err();
    check(&format!("{error} {error:?}"));
    let shown = shown.lock().unwrap();
    assert_eq!(shown.len(), 1);
    check(&shown[0]);
}

#[test]
fn no_build_error_shows_the_key() {
    let builders = [
        Client::builder(KEY, "http://example.com"),
        Client::builder(KEY, "no URL"),
        Client::builder(KEY, KEY),
        Client::builder(KEY, format!("https://{KEY}@example.com")),
        Client::builder(KEY, "https://example.com").batch_events(0),
    ];
    for builder in builders {
        let error = builder.build().unwrap_err();
        check(&format!("{error} {error:?}"));
    }
}

#[test]
fn a_builder_does_not_show_the_user_name_of_a_url() {
    let builder = Client::builder("KEY", format!("https://{KEY}:{KEY}@example.com"));
    check(&format!("{builder:?}"));
}

#[test]
fn a_builder_does_not_show_a_key_that_was_exchanged_for_the_url() {
    let builder = Client::builder("https://example.com", KEY);
    check(&format!("{builder:?}"));
    check(&format!("{:?}", builder.build().unwrap_err()));
}

#[test]
fn what_goes_to_loopback_without_tls_goes_through_no_proxy() {
    let proxy = Raw::new(|_, wire| {
        wire.read_head();
        wire.write("HTTP/1.1 200 OK\r\n\r\n");
        // What comes through the tunnel.
        wire.read();
    });
    // The environment of a process can't be changed while its threads run: another one runs the test below.
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "secrets::sends_to_loopback", "--nocapture"])
        .env("ALL_PROXY", &proxy.url)
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    assert!(output.contains("1 passed"), "{output}");
    let through: Vec<_> = proxy
        .log
        .requests()
        .iter()
        .map(|request| request.header("authorization").concat())
        .collect();
    assert_eq!(through, [""; 0]);
}

#[test]
fn sends_to_loopback() {
    let plane = Plane::good();
    let client = Client::builder("KEY", &*plane.url)
        .retry(soon(1))
        .timeout(Duration::from_secs(1))
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
}

#[derive(Clone, Default)]
struct Text(Arc<Mutex<Vec<u8>>>);

impl Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Text {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Sends through all kinds of answers, and gives all that was logged at TRACE, also by way of the crate `log`.
fn logged() -> &'static str {
    static LOGGED: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    LOGGED.get_or_init(|| {
        let text = Text::default();
        let writer = text.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_writer(writer)
            .with_ansi(false)
            .init();

        // Each answer repeats the secrets.
        let echo = format!("{KEY} Basic {ENCODED} {VALUE}");
        let plane = Plane::new(move |n, request| match n {
            0 => answer(401, echo.clone()),
            1 => answer(503, echo.clone()),
            _ if request.ids().contains(&"e1".to_owned()) => answer(400, echo.clone()),
            _ => ok(),
        });
        let client = Client::builder(KEY, &*plane.url)
            .header("X-Api-Key", VALUE)
            .flush_every(HOUR)
            .retry(soon(3))
            .timeout(Duration::from_secs(5))
            .on_failure(|_| panic!("this panic is part of a test"))
            .build()
            .unwrap();
        send_all(&client, &ids(0..3));
        client.flush(LONG).unwrap_err();
        client.shutdown(LONG);
        let text = text.0.lock().unwrap().clone();
        String::from_utf8(text).unwrap()
    })
}

#[test]
fn no_event_of_the_log_shows_the_key() {
    let logged = logged();
    for said in [
        "the data plane refuses this client",
        "events will be sent again",
        "events given up",
        "events accepted",
        "on_failure panicked",
    ] {
        assert!(logged.contains(said), "{said}");
    }
    for line in logged.lines() {
        check(line);
    }
}

/// The rows of sixteen bytes as which the HTTP library logs, at TRACE, what it sends.
fn is_raw_bytes(line: &str) -> bool {
    line.contains(" TRACE ureq_proto::util: ")
}

#[test]
fn nothing_but_the_raw_bytes_in_the_log_has_a_piece_of_the_key() {
    let (raw, said): (Vec<&str>, Vec<&str>) = logged().lines().partition(|line| is_raw_bytes(line));
    assert!(!raw.is_empty());
    assert!(said.iter().any(|line| line.contains("ureq")));
    for line in said {
        for piece in [&KEY[..8], &ENCODED[..8], &ENCODED[20..28], &VALUE[..8]] {
            assert!(!line.contains(piece), "{line}");
        }
    }
}
