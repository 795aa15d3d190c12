//! Clients where the process around them works against them. Each has a process of its own.
#![cfg(target_os = "linux")]
#![allow(unsafe_code)]

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use group_core::client::{Client, Response, SendErrorKind};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use crate::double::{Direct, OK, Plane, Raw, answer, ok};
use crate::given::{LONG, builder, event, ids, send_all, soon};

const URL: &str = "https://example.dataplane.rudderstack.com";

/// Runs a test of this file in a process of its own, and gives what it says after `said `.
fn run(test: &str) -> Vec<String> {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("hostile::{test}"), "--nocapture"])
        .env("HOSTILE", test)
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&child.stdout);
    let all = format!("{out}\n{}", String::from_utf8_lossy(&child.stderr));
    assert!(child.status.success(), "{all}");
    let said: Vec<String> = out
        .lines()
        .filter_map(|line| Some(line.split_once("said ")?.1.to_owned()))
        .collect();
    assert!(!said.is_empty(), "{all}");
    said
}

fn is_child(test: &str) -> bool {
    std::env::var("HOSTILE").is_ok_and(|name| name == test)
}

fn say(text: impl std::fmt::Display) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nsaid {text}").unwrap();
    out.flush().unwrap();
}

/// What is called for each log event.
struct Listener<F>(F);

impl<S: tracing::Subscriber, F: Fn(&tracing::Event<'_>) + 'static> Layer<S> for Listener<F> {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        (self.0)(event);
    }
}

fn listen(listener: impl Fn(&tracing::Event<'_>) + Send + Sync + 'static) {
    let subscriber = tracing_subscriber::registry().with(Listener(listener));
    tracing::subscriber::set_global_default(subscriber).unwrap();
}

#[test]
fn child_whose_log_panics() {
    if !is_child("child_whose_log_panics") {
        return;
    }
    listen(|event| {
        let is_ours = event.metadata().target().starts_with("group_core");
        assert!(!is_ours, "on purpose");
    });
    let plane = Plane::new(|n, request| {
        if request.ids().contains(&"e3".to_owned()) {
            return answer(400, "no");
        }
        match n {
            0 => answer(503, "later"),
            _ => ok(),
        }
    });
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..10));
    client.flush(LONG).unwrap_err();
    send_all(&client, &ids(10..20));
    client.flush(LONG).unwrap();
    let summary = client.shutdown(LONG);
    say(format_args!(
        "{} {} {}",
        summary.delivered, summary.failed, summary.pending
    ));
}

#[test]
fn a_log_that_panics_at_each_event_stops_nothing() {
    assert_eq!(run("child_whose_log_panics"), ["19 1 0"]);
}

#[test]
fn child_whose_log_sends_events() {
    if !is_child("child_whose_log_sends_events") {
        return;
    }
    static CLIENT: OnceLock<Client> = OnceLock::new();
    listen(|log| {
        // As a layer does that turns warnings into events.
        if let Some(client) = CLIENT.get()
            && *log.metadata().level() <= tracing::Level::WARN
        {
            let _ = client.send(event("of the log"));
        }
    });
    // Refused, rejected, unreachable, and ended with events left.
    let plane = Direct::new(|n, request| match n {
        0 => Ok(Response::new(401)),
        1 => Ok(Response::new(400)),
        _ if request.ids().contains(&"e0".to_owned()) => Ok(Response::new(500)),
        _ => Ok(Response::new(200)),
    });
    let client = builder(URL)
        .transport(plane)
        .retry(soon(u32::MAX))
        .build()
        .unwrap();
    CLIENT.set(client.clone()).unwrap();
    send_all(&client, &ids(0..5));
    client.flush(Duration::from_millis(300)).unwrap_err();
    client.resume();
    client.flush(Duration::from_millis(300)).unwrap_err();
    let summary = client.shutdown(Duration::from_millis(300));
    say(summary.pending);
}

#[test]
fn a_log_that_sends_events_blocks_nothing() {
    let (done, finished) = mpsc::channel();
    thread::spawn(move || done.send(run("child_whose_log_sends_events")));
    assert_eq!(finished.recv_timeout(LONG).unwrap(), ["1"]);
}

/// Without privileges, which no limit of processes holds for.
fn no_more_threads() {
    const NOBODY: u32 = 65_534;
    let limit = libc::rlimit {
        rlim_cur: 1,
        rlim_max: 1,
    };
    // SAFETY: they change what this process may do.
    unsafe {
        if libc::geteuid() == 0 {
            assert_eq!(libc::setuid(NOBODY), 0);
        }
        assert_eq!(libc::setrlimit(libc::RLIMIT_NPROC, &raw const limit), 0);
    }
    let refused = thread::Builder::new().spawn(|| ());
    assert!(refused.is_err(), "the limit does not hold");
}

#[test]
fn child_that_gets_no_thread() {
    if !is_child("child_that_gets_no_thread") {
        return;
    }
    // It has its only thread already.
    let plane = Raw::new(|n, wire| {
        if wire.read().is_some() {
            wire.write(match n {
                0..3 => "HTTP/1.1 503 Later\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                _ => OK,
            });
        }
    });
    let client = builder(&plane.url).build().unwrap();
    no_more_threads();
    send_all(&client, &ids(0..50));
    client.flush(LONG).unwrap();
    send_all(&client, &ids(50..100));
    // Without a thread it says at once how things are.
    let mut flush = Box::pin(client.flush_async(LONG));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(flush.as_mut().poll(&mut context).is_ready());
    let summary = client.shutdown(LONG);
    let error = builder(&plane.url).build().unwrap_err();
    say(format_args!(
        "{} {}; {error}",
        summary.delivered, summary.pending
    ));
}

#[test]
fn where_no_thread_is_to_be_had_the_client_delivers_and_a_new_one_is_an_error() {
    let said = run("child_that_gets_no_thread");
    assert!(said[0].starts_with("100 0; "), "{said:?}");
    assert!(said[0].contains("thread"), "{said:?}");
}

/// A disk of two MiB. `None` where the machine allows none.
fn small_disk() -> Option<PathBuf> {
    let path = std::env::temp_dir().join(format!("group-core-disk-{}", std::process::id()));
    std::fs::create_dir_all(&path).unwrap();
    let target = std::ffi::CString::new(path.to_str().unwrap()).unwrap();
    // SAFETY: they change only what this process sees of the file system.
    let is_there = unsafe {
        (libc::unshare(libc::CLONE_NEWNS) == 0
            || libc::unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWNS) == 0)
            && libc::mount(
                std::ptr::null(),
                c"/".as_ptr(),
                std::ptr::null(),
                libc::MS_REC | libc::MS_PRIVATE,
                std::ptr::null(),
            ) == 0
            && libc::mount(
                c"tmpfs".as_ptr(),
                target.as_ptr(),
                c"tmpfs".as_ptr(),
                0,
                c"size=2m".as_ptr().cast(),
            ) == 0
    };
    is_there.then_some(path)
}

#[test]
fn child_on_a_small_disk() {
    if !is_child("child_on_a_small_disk") {
        return;
    }
    let Some(disk) = small_disk() else {
        say("none");
        return;
    };
    let folder = disk.join("outbox");
    let received: Arc<std::sync::Mutex<Vec<String>>> = Arc::default();
    let is_up = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let start = || {
        let (received, is_up) = (Arc::clone(&received), Arc::clone(&is_up));
        let plane = Direct::new(move |_, request| {
            if !is_up.load(std::sync::atomic::Ordering::SeqCst) {
                return Ok(Response::new(503));
            }
            received.lock().unwrap().extend(request.ids());
            Ok(Response::new(200))
        });
        builder(URL)
            .transport(plane)
            .outbox(&folder)
            .retry(soon(u32::MAX))
            .build()
            .unwrap()
    };
    let mut taken = Vec::new();
    let fill = |client: &Client, taken: &mut Vec<String>, round: u32| {
        for n in 0.. {
            let id = format!("{round}-{n}");
            match client.send(crate::given::event_of(&id, 3_000)) {
                Ok(()) => taken.push(id),
                Err(error) => {
                    assert!(
                        matches!(error.kind(), SendErrorKind::Write { .. }),
                        "{error}"
                    );
                    assert_eq!(error.into_payload().message_id(), id);
                    break;
                }
            }
        }
    };
    // Filled by one client, and found full by the next.
    let client = start();
    fill(&client, &mut taken, 0);
    assert!(taken.len() > 300, "{}", taken.len());
    client.shutdown(Duration::ZERO);
    drop(client);
    let client = start();
    fill(&client, &mut taken, 1);
    // It heals by itself.
    is_up.store(true, std::sync::atomic::Ordering::SeqCst);
    client.flush(LONG).unwrap();
    fill_some(&client, &mut taken);
    client.flush(LONG).unwrap();
    let summary = client.shutdown(LONG);
    assert_eq!(summary.pending, 0);
    let mut received = received.lock().unwrap().clone();
    received.sort();
    taken.sort();
    assert_eq!(received, taken);
    say("healed");
}

fn fill_some(client: &Client, taken: &mut Vec<String>) {
    for n in 0..200 {
        let id = format!("2-{n}");
        client.send(crate::given::event_of(&id, 3_000)).unwrap();
        taken.push(id);
    }
}

/// The fault-injecting layer of the outbox does the same at every call, on every machine.
#[test]
fn a_disk_that_the_outbox_filled_heals_by_itself() {
    let said = run("child_on_a_small_disk");
    if said == ["none"] {
        eprintln!("this machine allows no small disk");
        return;
    }
    assert_eq!(said, ["healed"]);
}
