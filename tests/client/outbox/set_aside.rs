//! What was given up stays in the outbox until somebody has it.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use group_core::client::{Client, ClientBuilder, Response};

use super::{NOWHERE, Outbox, builder, send};
use crate::double::Direct;
use crate::failures::Failures;
use crate::given::{LONG, event};

/// A client whose data plane refuses the event `1`, unless it is mended.
fn refusing(outbox: &Outbox, is_mended: &Arc<AtomicBool>) -> ClientBuilder {
    let mended = Arc::clone(is_mended);
    builder(NOWHERE, outbox).transport(Direct::new(move |_, request| {
        match request.ids().contains(&"1".to_owned()) && !mended.load(Ordering::SeqCst) {
            true => Ok(Response::new(400).body("no")),
            false => Ok(Response::new(200)),
        }
    }))
}

fn counts(client: &Client) -> (u64, u64, u64, u64) {
    let stats = client.stats();
    (
        stats.delivered,
        stats.rejected,
        stats.set_aside,
        stats.in_hand + stats.waiting,
    )
}

#[test]
fn without_on_failure_it_stays_set_aside_until_it_is_retried_or_dropped() {
    let outbox = Outbox::new("aside");
    let is_mended = Arc::default();
    let client = refusing(&outbox, &is_mended).build().unwrap();
    send(&client, 0..3);
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 1));
    assert_eq!(counts(&client), (2, 1, 1, 0));
    let summary = client.shutdown(LONG);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (2, 1, 0)
    );

    // The next client does not send it by itself.
    let client = refusing(&outbox, &is_mended).build().unwrap();
    client.flush(LONG).unwrap();
    assert_eq!(counts(&client), (0, 0, 1, 0));
    // In vain.
    assert_eq!(client.retry_set_aside(), 1);
    client.flush(LONG).unwrap_err();
    assert_eq!(counts(&client), (0, 1, 1, 0));
    // With success.
    is_mended.store(true, Ordering::SeqCst);
    assert_eq!(client.retry_set_aside(), 1);
    client.flush(LONG).unwrap();
    assert_eq!(counts(&client), (1, 1, 0, 0));
    assert_eq!(client.retry_set_aside(), 0);
    drop(client);

    is_mended.store(false, Ordering::SeqCst);
    let client = refusing(&outbox, &is_mended).build().unwrap();
    client.send(event("1")).unwrap();
    client.flush(LONG).unwrap_err();
    assert_eq!(client.drop_set_aside(), 1);
    assert_eq!(counts(&client), (0, 1, 0, 0));
    drop(client);
    let client = refusing(&outbox, &is_mended).build().unwrap();
    assert_eq!(client.retry_set_aside(), 0);
}

#[test]
fn once_on_failure_has_returned_it_is_gone() {
    let outbox = Outbox::new("aside-told");
    let is_mended = Arc::default();
    let failures = Failures::default();
    let client = refusing(&outbox, &is_mended)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    send(&client, 0..3);
    client.flush(LONG).unwrap_err();
    assert_eq!(failures.ids(), ["1"]);
    assert_eq!(counts(&client), (2, 1, 0, 0));
    drop(client);
    let client = refusing(&outbox, &is_mended).build().unwrap();
    assert_eq!(counts(&client), (0, 0, 0, 0));
}

#[test]
fn if_on_failure_panics_it_stays() {
    let outbox = Outbox::new("aside-panic");
    let is_mended = Arc::default();
    let client = refusing(&outbox, &is_mended)
        .on_failure(|_| panic!("on purpose"))
        .build()
        .unwrap();
    send(&client, 0..3);
    client.flush(LONG).unwrap_err();
    assert_eq!(counts(&client), (2, 1, 1, 0));
    drop(client);
    is_mended.store(true, Ordering::SeqCst);
    let client = refusing(&outbox, &is_mended).build().unwrap();
    assert_eq!(client.retry_set_aside(), 1);
    client.flush(LONG).unwrap();
    assert_eq!(counts(&client), (1, 0, 0, 0));
}

/// The other half of [`if_the_process_ends_in_on_failure_it_stays`].
#[test]
fn child_that_ends_in_on_failure() {
    let Ok(path) = std::env::var("OUTBOX_OF_AN_END") else {
        return;
    };
    let outbox = Outbox { path: path.into() };
    let client = refusing(&outbox, &Arc::default())
        .on_failure(|_| std::process::abort())
        .build()
        .unwrap();
    send(&client, 0..3);
    let _ = client.flush(LONG);
}

/// A crash in `on_failure` must not come again with each start.
#[test]
fn if_the_process_ends_in_on_failure_it_stays() {
    let outbox = Outbox::new("aside-abort");
    let child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "outbox::set_aside::child_that_ends_in_on_failure",
            "--nocapture",
        ])
        .env("OUTBOX_OF_AN_END", &outbox.path)
        .output()
        .unwrap();
    assert!(!child.status.success());
    let client = refusing(&outbox, &Arc::default()).build().unwrap();
    client.flush(LONG).unwrap();
    let stats = client.stats();
    assert_eq!((stats.set_aside, stats.in_hand, stats.waiting), (1, 0, 0));
}

/// It is being told of, so it is not sent once more at the same time.
#[test]
fn what_on_failure_is_told_of_is_not_retried_meanwhile() {
    let outbox = Outbox::new("aside-telling");
    let (telling, told) = std::sync::mpsc::channel();
    let (go, gone) = std::sync::mpsc::channel::<()>();
    let gone = std::sync::Mutex::new(gone);
    let client = refusing(&outbox, &Arc::default())
        .on_failure(move |_| {
            telling.send(()).unwrap();
            let _ = gone.lock().unwrap().recv();
        })
        .build()
        .unwrap();
    send(&client, 1..2);
    let flushing = client.clone();
    let flush = std::thread::spawn(move || flushing.flush(LONG));
    told.recv().unwrap();
    assert_eq!((client.retry_set_aside(), client.drop_set_aside()), (0, 0));
    drop(go);
    flush.join().unwrap().unwrap_err();
    assert_eq!(counts(&client), (0, 1, 0, 0));
    assert_eq!(client.shutdown(Duration::ZERO).pending, 0);
}

#[test]
fn a_client_without_an_outbox_has_nothing_set_aside() {
    let client = crate::given::builder(NOWHERE)
        .transport(Direct::new(|_, _| Ok(Response::new(400).body("no"))))
        .build()
        .unwrap();
    send(&client, 0..1);
    client.flush(LONG).unwrap_err();
    assert_eq!((client.retry_set_aside(), client.drop_set_aside()), (0, 0));
    assert_eq!(client.stats().set_aside, 0);
}
