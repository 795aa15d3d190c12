//! Waiting for room in the queue.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use group_core::client::{Client, Response, SendErrorKind};

use crate::double::Direct;
use crate::given::{LONG, builder, event};

const URL: &str = "https://example.dataplane.rudderstack.com";

/// A client that is full, whose data plane gives this answer once it may.
fn full(status: u16) -> (Client, mpsc::Sender<()>) {
    let (go, gone) = mpsc::channel::<()>();
    let plane = Direct::new(move |_, _| {
        let _ = gone.recv();
        Ok(Response::new(status).body("no"))
    });
    let client = builder(URL)
        .transport(plane)
        .queue_limit(1)
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    (client, go)
}

/// Waits for room on a thread, for as long as it may take.
fn wait(client: &Client) -> thread::JoinHandle<Result<(), SendErrorKind>> {
    let client = client.clone();
    let waiting = thread::spawn(move || {
        let start = Instant::now();
        let sent = client.send_wait(event("e1"), LONG);
        assert!(start.elapsed() < LONG / 2, "{:?}", start.elapsed());
        sent.map_err(|error| error.kind().clone())
    });
    thread::sleep(Duration::from_millis(50));
    assert!(!waiting.is_finished());
    waiting
}

#[test]
fn it_is_waited_for_until_an_event_is_accepted() {
    let (client, go) = full(200);
    let waiting = wait(&client);
    drop(go);
    assert_eq!(waiting.join().unwrap(), Ok(()));
    assert_eq!(client.shutdown(LONG).delivered, 2);
}

#[test]
fn it_is_waited_for_no_longer_than_that() {
    let (client, _go) = full(200);
    let refused = event("e1");
    let error = client
        .send_wait(refused.clone(), Duration::from_millis(20))
        .unwrap_err();
    assert_eq!(error.kind(), &SendErrorKind::Full);
    assert_eq!(error.into_payload(), refused);
}

#[test]
fn it_is_waited_for_during_the_first_pause() {
    let plane = Direct::new(|n, _| match n {
        0 => Ok(Response::new(404)),
        _ => Ok(Response::new(200)),
    });
    let log = std::sync::Arc::clone(&plane.log);
    let client = builder(URL)
        .transport(plane)
        .queue_limit(1)
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    log.wait(1);
    client.send_wait(event("e1"), LONG).unwrap();
    assert_eq!(client.shutdown(LONG).delivered, 2);
}

#[test]
fn a_pause_that_is_not_the_first_ends_the_wait() {
    let (client, go) = full(401);
    let waiting = wait(&client);
    drop(go);
    let paused = SendErrorKind::Paused {
        status: 401,
        answer: "no".to_owned(),
    };
    assert_eq!(waiting.join().unwrap(), Err(paused));
}

#[test]
fn a_shutdown_ends_the_wait_at_once() {
    let (client, go) = full(200);
    let waiting = wait(&client);
    let other = client.clone();
    let shutdown = thread::spawn(move || other.shutdown(LONG));
    assert_eq!(waiting.join().unwrap(), Err(SendErrorKind::ShutDown));
    drop(go);
    assert_eq!(shutdown.join().unwrap().delivered, 1);
}
