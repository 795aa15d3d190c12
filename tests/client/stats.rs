//! What a client says of itself.

use std::sync::mpsc;
use std::time::Duration;

use group_core::client::{Client, FailReason, Response, Returned, SendErrorKind, TransportError};

use crate::double::Direct;
use crate::failures::Failures;
use crate::given::{HOUR, LONG, builder, event, event_of, ids, send_all, soon};

const URL: &str = "https://example.dataplane.rudderstack.com";

#[test]
fn each_event_counts_once_at_the_end_of_its_way() {
    let (go, gone) = mpsc::channel::<()>();
    let plane = Direct::new(move |n, request| {
        if n == 0 {
            let _ = gone.recv();
        }
        match request.ids().contains(&"e1".to_owned()) {
            true => Ok(Response::new(400).body("no")),
            false => Ok(Response::new(200)),
        }
    });
    let log = std::sync::Arc::clone(&plane.log);
    let client = builder(URL)
        .transport(plane)
        .batch_events(2)
        .build()
        .unwrap();
    assert_eq!(client.stats(), Default::default());
    client.send(event_of("e0", 300)).unwrap();
    client.send(event_of("e1", 300)).unwrap();
    log.wait(1);
    client.send(event_of("e2", 400)).unwrap();
    let stats = client.stats();
    assert_eq!((stats.waiting, stats.waiting_bytes), (1, 400));
    assert_eq!(stats.in_hand, 2);
    assert_eq!(
        (stats.delivered, stats.rejected, stats.exhausted),
        (0, 0, 0)
    );
    assert!(stats.oldest.unwrap() < LONG);

    drop(go);
    client.flush(LONG).unwrap_err();
    let stats = client.stats();
    assert_eq!(
        (stats.waiting, stats.waiting_bytes, stats.in_hand),
        (0, 0, 0)
    );
    assert_eq!(
        (stats.delivered, stats.rejected, stats.exhausted),
        (2, 1, 0)
    );
    assert_eq!((stats.oldest, stats.trouble), (None, None));
}

#[test]
fn what_ran_out_of_attempts_is_exhausted() {
    let plane = Direct::new(|_, _| Err(TransportError::connection("refused")));
    let client = builder(URL)
        .transport(plane)
        .retry(soon(3))
        .build()
        .unwrap();
    send_all(&client, &ids(0..5));
    client.flush(LONG).unwrap_err();
    let stats = client.stats();
    assert_eq!((stats.exhausted, stats.in_hand, stats.waiting), (5, 0, 0));
}

#[test]
fn the_oldest_event_grows_older_while_nothing_arrives() {
    let client = builder(URL)
        .transport(Direct::new(|_, _| {
            Err(TransportError::connection("refused"))
        }))
        .retry(soon(u32::MAX))
        .build()
        .unwrap();
    send_all(&client, &ids(0..200));
    let first = client.stats().oldest.unwrap();
    std::thread::sleep(Duration::from_millis(30));
    let stats = client.stats();
    assert!(stats.oldest.unwrap() >= first + Duration::from_millis(20));
    let trouble = stats.trouble.unwrap();
    assert_eq!((trouble.status, &*trouble.answer), (None, "refused"));
    assert!(!trouble.is_pause);
    assert_eq!(
        trouble.to_string(),
        "the data plane can't be reached: refused"
    );
}

#[test]
fn a_monitor_keeps_no_client_alive_and_says_what_a_drop_left() {
    let client = builder(URL)
        .transport(Direct::new(|_, _| Ok(Response::new(401))))
        .build()
        .unwrap();
    let monitor = client.monitor();
    send_all(&client, &ids(0..150));
    client.flush(LONG).unwrap_err();
    drop(client);
    let stats = monitor.stats();
    assert_eq!(stats.waiting + stats.in_hand, 150);
    assert!(stats.trouble.unwrap().is_pause);
    assert_eq!(format!("{monitor:?}"), "Monitor { .. }");
}

#[test]
fn after_its_greatest_age_an_event_is_given_up() {
    let failures = Failures::default();
    let plane = Direct::new(|n, _| match n {
        0..20 => Err(TransportError::connection("refused")),
        _ => Ok(Response::new(200)),
    });
    let retry = soon(u32::MAX).first_delay(Duration::from_millis(5));
    let client = builder(URL)
        .transport(plane)
        .retry(retry)
        .max_age(Duration::from_millis(20))
        .on_failure(failures.listen())
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 1));
    let expected = (
        "e0".to_owned(),
        FailReason::TooOld,
        None,
        "it is older than 20ms".to_owned(),
    );
    assert_eq!(failures.told(), [expected]);
    assert_eq!(client.stats().exhausted, 1);
}

#[test]
fn events_of_more_bytes_than_the_queue_may_have_are_given_back() {
    let (go, gone) = mpsc::channel::<()>();
    let plane = Direct::new(move |_, _| {
        let _ = gone.recv();
        Ok(Response::new(200))
    });
    let client = builder(URL)
        .transport(plane)
        .flush_every(HOUR)
        .queue_bytes(40_000)
        .build()
        .unwrap();
    for id in ids(0..4) {
        client.send(event_of(&id, 10_000)).unwrap();
    }
    // Also while the first of them are in hand.
    let refused = client.send(event("e4")).unwrap_err();
    assert_eq!(refused.kind(), &SendErrorKind::Full);
    assert_eq!(refused.into_payload().message_id(), "e4");
    drop(go);
    client.flush(LONG).unwrap();
    client.send(event_of("e5", 32_768)).unwrap();
}

fn returned(full: u64, paused: u64, certificate: u64, shut_down: u64) -> Returned {
    let mut returned = Returned::default();
    returned.full = full;
    returned.paused = paused;
    returned.certificate = certificate;
    returned.shut_down = shut_down;
    returned
}

/// A client with a full queue whose data plane gives this answer.
fn full(answer: Result<Response, TransportError>) -> Client {
    let client = builder(URL)
        .transport(Direct::new(move |_, _| answer.clone()))
        .queue_limit(1)
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    client
}

#[test]
fn what_send_returns_is_counted_by_its_reason() {
    let client = full(Err(TransportError::connection("refused")));
    assert_eq!(client.stats().returned, returned(0, 0, 0, 0));
    client.send(event("e1")).unwrap_err();
    client.send_wait(event("e2"), Duration::ZERO).unwrap_err();
    assert_eq!(client.stats().returned, returned(2, 0, 0, 0));
    client.shutdown(Duration::ZERO);
    client.send(event("e3")).unwrap_err();
    assert_eq!(client.stats().returned, returned(2, 0, 0, 1));
    assert_eq!(client.stats().returned.total(), 3);

    let client = full(Ok(Response::new(401)));
    client.flush(LONG).unwrap_err();
    client.send(event("e1")).unwrap_err();
    assert_eq!(client.stats().returned, returned(0, 1, 0, 0));

    let client = full(Err(TransportError::certificate("expired")));
    client.flush(LONG).unwrap_err();
    client.send(event("e1")).unwrap_err();
    assert_eq!(client.stats().returned, returned(0, 0, 1, 0));
    // Only the event that was taken.
    let stats = client.stats();
    assert_eq!(stats.waiting + stats.in_hand, 1);
}
