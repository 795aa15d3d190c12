//! One event holds up no other, and what is refused for all is refused for the client.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use group_core::client::{FailReason, Response, SendErrorKind, TransportError};

use crate::double::Direct;
use crate::failures::Failures;
use crate::given::{LONG, builder, event, ids, send_all};
use crate::log::{Log, Request};

const URL: &str = "https://example.dataplane.rudderstack.com";

fn ok() -> Result<Response, TransportError> {
    Ok(Response::new(200))
}

fn has(request: &Request, id: &str) -> bool {
    request.ids().iter().any(|its| its == id)
}

/// The messageIds that were sent in requests without this one.
fn without(log: &Log, id: &str) -> Vec<String> {
    let batches = log.batches().into_iter();
    let others = batches.filter(|batch| !batch.contains(&id.to_owned()));
    let mut ids: Vec<String> = others.flatten().collect();
    ids.sort_by_key(|id| id[1..].parse::<u32>().unwrap());
    ids
}

fn all_but(events: usize, but: usize) -> Vec<String> {
    let mut all = ids(0..events);
    all.remove(but);
    all
}

#[test]
fn an_event_that_always_gets_500_holds_up_no_other() {
    for poison in [0, 42, 150] {
        let id = format!("e{poison}");
        let bad = id.clone();
        let plane = Direct::new(move |_, request| match has(request, &bad) {
            true => Ok(Response::new(500).body("boom")),
            false => ok(),
        });
        let log = Arc::clone(&plane.log);
        let failures = Failures::default();
        let client = builder(URL)
            .transport(plane)
            .retry(crate::given::soon(1_000_000))
            .on_failure(failures.listen())
            .build()
            .unwrap();
        send_all(&client, &ids(0..300));
        let error = client.flush(Duration::from_secs(1)).unwrap_err();
        assert_eq!((error.pending, error.failed), (1, 0));
        assert_eq!(error.status(), Some(500));
        assert_eq!(
            error.to_string(),
            "pending events: 1, given up: 0; the data plane answers 500: boom"
        );
        let stats = client.stats();
        assert_eq!((stats.delivered, stats.in_hand, stats.waiting), (299, 1, 0));
        assert_eq!(stats.trouble.unwrap().status, Some(500));
        // Each of the others arrived once.
        assert_eq!(without(&log, &id), all_but(300, poison));
        // Newer ones are not held up either.
        client.send(event("e300")).unwrap();
        client.flush(Duration::from_millis(200)).unwrap_err();
        assert_eq!(client.stats().delivered, 300);
        assert!(failures.told().is_empty());
    }
}

/// One of 300 events never gets an answer, in this way.
fn check_without_answer(fails: fn() -> TransportError) {
    let plane = Direct::new(move |_, request| match has(request, "e7") {
        true => Err(fails()),
        false => ok(),
    });
    let log = Arc::clone(&plane.log);
    let client = builder(URL)
        .transport(plane)
        .retry(crate::given::soon(1_000_000))
        .build()
        .unwrap();
    send_all(&client, &ids(0..300));
    let error = client.flush(Duration::from_secs(3)).unwrap_err();
    assert_eq!((error.pending, error.failed, error.status()), (1, 0, None));
    assert_eq!(without(&log, "e7"), all_but(300, 7));
}

#[test]
fn an_event_that_always_times_out_holds_up_no_other() {
    check_without_answer(|| {
        thread::sleep(Duration::from_millis(50));
        TransportError::timeout()
    });
}

/// A firewall that closes the connection at what it reads.
#[test]
fn an_event_that_always_breaks_the_connection_holds_up_no_other() {
    check_without_answer(|| TransportError::interrupted("connection reset by peer"));
}

#[test]
fn what_was_put_off_is_tried_at_a_flush_and_at_the_end() {
    let is_mended = Arc::new(AtomicBool::new(false));
    let mended = Arc::clone(&is_mended);
    let plane =
        Direct::new(
            move |_, request| match has(request, "e7") && !mended.load(Ordering::SeqCst) {
                true => Ok(Response::new(500)),
                false => ok(),
            },
        );
    // It would be put off for an hour.
    let retry = crate::given::soon(1_000_000).max_delay(Duration::from_secs(3600));
    let client = builder(URL).transport(plane).retry(retry).build().unwrap();
    send_all(&client, &ids(0..200));
    client.flush(Duration::from_secs(2)).unwrap_err();
    assert_eq!(client.stats().delivered, 199);
    is_mended.store(true, Ordering::SeqCst);
    client.flush(LONG).unwrap();
    assert_eq!(client.stats().delivered, 200);
    assert_eq!(client.stats().trouble, None);
}

#[test]
fn a_400_for_everything_stops_the_client_and_not_the_events() {
    for status in [400, 413, 422, 499] {
        let is_mended = Arc::new(AtomicBool::new(false));
        let mended = Arc::clone(&is_mended);
        let plane = Direct::new(move |_, _| match mended.load(Ordering::SeqCst) {
            true => ok(),
            false => {
                Ok(Response::new(status).body("The plain HTTP request was sent to HTTPS port"))
            }
        });
        let log = Arc::clone(&plane.log);
        let failures = Failures::default();
        let client = builder(URL)
            .transport(plane)
            .queue_limit(5_000)
            .on_failure(failures.listen())
            .build()
            .unwrap();
        send_all(&client, &ids(0..5_000));
        let error = client.flush(LONG).unwrap_err();
        assert_eq!(
            (error.pending, error.failed, error.status()),
            (5_000, 0, Some(status))
        );
        // 100, 50, 25, 12, 6, 3, 1, and 19 more of them, with the halves of two and three in between; and a newer one. About as
        // many after the first pause, and as many if the flush came during it.
        assert!(log.requests().len() < 180, "{}", log.requests().len());
        assert_eq!(
            client.send(event("e5000")).unwrap_err().kind(),
            &SendErrorKind::Paused {
                status,
                answer: "The plain HTTP request was sent to HTTPS port".to_owned(),
            }
        );
        let trouble = client.stats().trouble.unwrap();
        assert!(trouble.is_pause);

        is_mended.store(true, Ordering::SeqCst);
        client.resume();
        client.flush(LONG).unwrap();
        assert_eq!(client.stats().delivered, 5_000);
        assert!(failures.told().is_empty());
    }
}

#[test]
fn a_403_in_passing_costs_no_event() {
    for status in [403, 404, 415] {
        let plane = Direct::new(move |n, _| match n {
            0 => Ok(Response::new(status).body("not now")),
            _ => ok(),
        });
        let failures = Failures::default();
        let client = builder(URL)
            .transport(plane)
            .on_failure(failures.listen())
            .build()
            .unwrap();
        send_all(&client, &ids(0..5_000));
        client.flush(LONG).unwrap();
        assert_eq!(client.stats().delivered, 5_000, "{status}");
        assert!(failures.told().is_empty());
    }
}

#[test]
fn twenty_wrong_events_in_a_row_are_given_up_where_the_next_one_is_accepted() {
    let is_wrong = |id: &String| id[1..].parse::<u32>().unwrap() < 30;
    let plane = Direct::new(move |_, request| match request.ids().iter().any(is_wrong) {
        true => Ok(Response::new(400).body("wrong")),
        false => ok(),
    });
    let failures = Failures::default();
    let client = builder(URL)
        .transport(plane)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    send_all(&client, &ids(0..300));
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 30));
    assert_eq!(failures.ids(), ids(0..30));
    let stats = client.stats();
    assert_eq!((stats.delivered, stats.rejected), (270, 30));
}

/// The defaults: attempts without a limit, each event for ten minutes, and a delay that belongs to the connection.
#[test]
fn after_an_outage_the_first_request_that_succeeds_ends_the_delay_of_all() {
    let began = Instant::now();
    let plane = Direct::new(move |_, _| match began.elapsed() < Duration::from_secs(1) {
        true => Err(TransportError::connection("refused")),
        false => ok(),
    });
    let client = builder(URL)
        .transport(plane)
        .retry(group_core::client::RetryPolicy::default())
        .build()
        .unwrap();
    send_all(&client, &ids(0..2_000));
    client.flush(LONG).unwrap();
    assert_eq!(client.stats().delivered, 2_000);
}

/// The answer for an event that was put off stays in `stats` while the others arrive.
#[test]
fn the_trouble_of_an_event_that_was_put_off_outlasts_the_success_of_others() {
    let plane = Direct::new(move |_, request| match has(request, "e7") {
        true => Ok(Response::new(503).body("later")),
        false => ok(),
    });
    let client = builder(URL)
        .transport(plane)
        .retry(crate::given::soon(1_000_000).max_delay(Duration::from_secs(3600)))
        .build()
        .unwrap();
    send_all(&client, &ids(0..20));
    client.flush(Duration::from_secs(2)).unwrap_err();
    assert_eq!(client.stats().delivered, 19);
    send_all(&client, &ids(20..30));
    client.flush(Duration::from_millis(300)).unwrap_err();
    assert_eq!(client.stats().delivered, 29);
    let trouble = client.stats().trouble.unwrap();
    assert_eq!((trouble.status, &*trouble.answer), (Some(503), "later"));
}

#[test]
fn an_event_is_given_up_when_an_attempt_fails_after_its_time() {
    let plane = Direct::new(|_, _| Ok(Response::new(503).body("later")));
    let failures = Failures::default();
    let client = builder(URL)
        .transport(plane)
        .retry(crate::given::soon(1_000_000))
        .give_up_after(Duration::from_millis(50))
        .on_failure(failures.listen())
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    // Otherwise it would be tried for ten minutes.
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 1));
    let told = failures.told();
    let (id, reason, status, _) = &told[0];
    assert_eq!(
        (&**id, *reason, *status),
        ("e0", FailReason::AttemptsExhausted, Some(503))
    );
}

#[test]
fn where_the_certificate_is_refused_a_full_queue_says_so() {
    let plane = Direct::new(|_, _| Err(TransportError::certificate("it has expired")));
    let client = builder(URL)
        .transport(plane)
        .queue_limit(1)
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    let expired = SendErrorKind::Certificate {
        message: "it has expired".to_owned(),
    };
    let refused = client.send(event("e1")).unwrap_err();
    assert_eq!(refused.kind(), &expired);
    assert_eq!(
        refused.to_string(),
        "the queue is full, and the data plane's certificate is refused: it has expired"
    );
    let refused = client.send_wait(event("e1"), LONG).unwrap_err();
    assert_eq!(refused.kind(), &expired);
}
