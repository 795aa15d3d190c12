//! The way through a proxy.

use std::ffi::OsStr;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use group_core::client::{BuildError, Client};

use crate::authority::Authority;
use crate::double::{Plane, Raw};
use crate::given::{LONG, builder, event};

/// A proxy that leads every tunnel to one server.
struct Proxy {
    raw: Raw,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    fn to(server: SocketAddr) -> Self {
        let heads: Arc<Mutex<Vec<String>>> = Arc::default();
        let its_heads = Arc::clone(&heads);
        let raw = Raw::new(move |_, wire| {
            let Some(head) = wire.read_head() else {
                return;
            };
            its_heads.lock().unwrap().push(head);
            wire.write("HTTP/1.1 200 OK\r\n\r\n");
            let there = TcpStream::connect(server).unwrap();
            let here = wire.stream.try_clone().unwrap();
            thread::spawn(move || join(here, there));
        });
        Self { raw, heads }
    }

    /// What it was asked for.
    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn join(here: TcpStream, there: TcpStream) {
    let copy = |mut from: &TcpStream, mut to: &TcpStream| {
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    };
    thread::scope(|scope| {
        scope.spawn(|| copy(&here, &there));
        copy(&there, &here);
    });
}

fn address(plane: &Plane) -> SocketAddr {
    plane.url.trim_start_matches("http://").parse().unwrap()
}

#[test]
fn a_data_plane_without_tls_is_reached_by_a_tunnel() {
    let plane = Plane::good();
    let proxy = Proxy::to(address(&plane));
    let url = format!("http://user:p%40ss@{}", proxy.raw.address);
    let client = builder("http://plane.example")
        .allow_plain_http()
        .proxy(url)
        .build()
        .unwrap();
    for id in ["e0", "e1"] {
        client.send(event(id)).unwrap();
        client.flush(LONG).unwrap();
    }
    assert_eq!(plane.log.ids(), ["e0", "e1"]);
    let heads = proxy.heads();
    assert_eq!(heads.len(), 1);
    let mut lines: Vec<&str> = heads[0].trim_end().lines().collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "CONNECT plane.example:80 HTTP/1.1",
            "Host: plane.example:80",
            // `user:p@ss`
            "Proxy-Authorization: Basic dXNlcjpwQHNz",
            "Proxy-Connection: Keep-Alive",
            concat!("User-Agent: group-core/", env!("CARGO_PKG_VERSION")),
        ]
    );
}

#[test]
fn the_proxy_sees_nothing_of_what_goes_to_a_data_plane_with_tls() {
    let authority = Authority::new("internal");
    let plane = authority.plane("plane.example");
    let proxy = Proxy::to(plane.address());
    let client = builder("https://plane.example")
        .root_certificates(&*authority.pem)
        .proxy(proxy.raw.url.clone())
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
    assert_eq!(plane.heads().len(), 1);
    let heads = proxy.heads();
    assert_eq!(heads.len(), 1);
    assert!(heads[0].starts_with("CONNECT plane.example:443 HTTP/1.1\r\n"));
    assert!(!heads[0].contains("uthorization"), "{}", heads[0]);
}

#[test]
fn a_proxy_that_asks_who_is_there_pauses_the_client() {
    let proxy = Raw::new(|_, wire| {
        wire.read_head();
        wire.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
    });
    let client = builder("https://plane.example")
        .proxy(proxy.url.clone())
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    let error = client.flush(LONG).unwrap_err();
    assert_eq!(
        (error.pending, error.failed, error.status()),
        (1, 0, Some(407))
    );
    client.shutdown(Duration::ZERO);
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_error_that_does_not_show_its_password() {
    for (url, what) in [
        (
            "socks5://user:secret@127.0.0.1:1080",
            "it must be `http://…` or `https://…`; other kinds of proxies are not supported",
        ),
        ("http://user:secret@", "it is not a URL"),
        (
            "http://user:secret@127.0.0.1:x",
            "its port is not valid; write one from 1 to 65535, or leave it out",
        ),
    ] {
        let error = Client::builder("KEY", "https://example.com")
            .proxy(url)
            .build()
            .unwrap_err();
        let given_by = "`.proxy(…)`";
        assert_eq!(error, BuildError::Proxy { given_by, what });
        assert_eq!(
            error.to_string(),
            format!("the proxy of `.proxy(…)`: {what}")
        );
    }
}

/// Runs a test of this file in another process, since the environment of a process can't be changed while its threads
/// run. Gives what it says.
fn run(test: &str, environment: &[(&str, impl AsRef<OsStr>)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("proxies::{test}"), "--nocapture"]);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let environment = environment.iter().map(|(name, value)| (name, value));
    let output = command.envs(environment).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    String::from_utf8(said).unwrap()
}

#[test]
fn an_event_arrives_with_this_environment() {
    let plane = Plane::good();
    let url = std::env::var("DATA_PLANE").unwrap_or(plane.url.clone());
    let client = builder(&url).allow_plain_http().build();
    let client = client.unwrap_or_else(|error| panic!("not built: {error}"));
    client.send(event("e0")).unwrap();
    let flushed = client.flush(Duration::from_secs(2));
    // Nothing is waited for where it does not arrive.
    client.shutdown(Duration::ZERO);
    flushed.unwrap();
}

#[test]
fn the_environment_names_the_proxy() {
    let plane = Plane::good();
    let proxy = Proxy::to(address(&plane));
    for (variable, other) in [("HTTP_PROXY", "HTTPS_PROXY"), ("ALL_PROXY", "NO_PROXY")] {
        let environment = [
            ("DATA_PLANE", "http://plane.example"),
            (variable, &proxy.raw.url),
            // Neither is for this data plane.
            (other, "another.example"),
        ];
        let said = run("an_event_arrives_with_this_environment", &environment);
        assert!(said.contains("1 passed"), "{said}");
    }
    assert_eq!(proxy.heads().len(), 2);
    assert_eq!(plane.log.ids(), ["e0", "e0"]);
}

#[test]
fn no_proxy_in_the_environment_leads_past_the_proxy() {
    let plane = Plane::good();
    let proxy = Proxy::to(address(&plane));
    let environment = [
        // Nobody is there, whatever the look-up says.
        ("DATA_PLANE", "http://plane.invalid"),
        ("ALL_PROXY", &proxy.raw.url),
        ("NO_PROXY", "localhost, .invalid"),
    ];
    let said = run("an_event_arrives_with_this_environment", &environment);
    assert!(said.contains("FlushError"), "{said}");
    assert_eq!(proxy.heads(), [""; 0]);
    assert_eq!(plane.log.ids(), [""; 0]);
}

#[test]
fn a_variable_that_cannot_be_used_is_an_error() {
    for (value, what) in [
        (
            "socks5://user:secret@127.0.0.1:9",
            "it must be `http://…` or `https://…`; other kinds of proxies are not supported",
        ),
        ("::not a url::", "it is not a URL"),
    ] {
        let environment = [("DATA_PLANE", "http://plane.example"), ("ALL_PROXY", value)];
        let said = run("an_event_arrives_with_this_environment", &environment);
        let expected = format!("not built: the proxy of ALL_PROXY: {what}");
        assert!(said.contains(&expected), "{said}");
        assert!(!said.contains("secret"), "{said}");
    }
}

#[test]
fn a_data_plane_on_this_machine_is_reached_directly() {
    // The test's own plane is one.
    let environment = [
        ("ALL_PROXY", "http://127.0.0.1:9"),
        ("HTTP_PROXY", "socks5://a"),
    ];
    let said = run("an_event_arrives_with_this_environment", &environment);
    assert!(said.contains("1 passed"), "{said}");
}

#[test]
fn a_proxy_of_the_builder_is_used_whatever_the_environment_says() {
    let plane = Plane::good();
    let proxy = Proxy::to(address(&plane));
    let client = builder(&plane.url)
        .proxy(proxy.raw.url.clone())
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
    assert_eq!(proxy.heads().len(), 1);
    assert_eq!(plane.log.ids(), ["e0"]);
}

#[test]
fn no_proxy_of_the_builder_does_not_look_at_the_environment() {
    let client = Client::builder("KEY", "https://plane.invalid")
        .no_proxy()
        .build();
    client.unwrap();
}

#[test]
fn the_builder_wins_over_the_environment() {
    for test in [
        "a_proxy_of_the_builder_is_used_whatever_the_environment_says",
        "no_proxy_of_the_builder_does_not_look_at_the_environment",
    ] {
        let said = run(
            test,
            &[("ALL_PROXY", "socks5://a"), ("NO_PROXY", "127.0.0.1")],
        );
        assert!(said.contains("1 passed"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_an_error_and_not_passed_over() {
    use std::os::unix::ffi::OsStrExt;

    let environment = [
        ("DATA_PLANE", OsStr::new("http://plane.example")),
        ("ALL_PROXY", OsStr::from_bytes(b"http://\xff:80")),
    ];
    let said = run("an_event_arrives_with_this_environment", &environment);
    let expected = "not built: the proxy of ALL_PROXY: it is not text";
    assert!(said.contains(expected), "{said}");
}
