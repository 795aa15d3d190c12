//! Answers after which the client waits for its owner.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use group_core::client::SendErrorKind;

use crate::double::{Plane, answer, ok};
use crate::failures::Failures;
use crate::given::{LONG, builder, event, ids, send_all, soon};

/// A data plane that refuses the first requests so.
fn refusing(status: u16, requests: usize) -> Plane {
    Plane::new(move |n, _| {
        if n < requests {
            answer(status, "mend it")
        } else {
            ok()
        }
    })
}

#[test]
fn after_an_answer_that_somebody_has_to_mend_everything_is_kept_and_resume_delivers() {
    for status in [401, 402, 403, 404, 405, 407, 410, 421, 451] {
        let plane = refusing(status, 1);
        let failures = Failures::default();
        let client = builder(&plane.url)
            .batch_events(2)
            .on_failure(failures.listen())
            .build()
            .unwrap();
        send_all(&client, &ids(0..5));
        plane.log.wait(1);
        // It does not try again by itself.
        thread::sleep(Duration::from_millis(200));
        assert_eq!(plane.log.batches(), [ids(0..2)]);

        client.resume();
        plane.log.wait(3);
        let summary = client.shutdown(LONG);
        assert_eq!(
            (summary.delivered, summary.failed, summary.pending),
            (5, 0, 0)
        );
        assert_eq!(
            plane.log.batches(),
            [ids(0..2), ids(0..2), ids(2..4), ids(4..5)]
        );
        assert_eq!(failures.told(), []);
    }
}

#[test]
fn a_flush_says_at_once_why_the_client_pauses() {
    for (status, text) in [
        (
            401,
            "pending events: 3, given up: 0; the data plane answers 401: mend it",
        ),
        (
            404,
            "pending events: 3, given up: 0; the data plane answers 404: mend it",
        ),
    ] {
        let plane = refusing(status, 1);
        let client = builder(&plane.url).build().unwrap();
        send_all(&client, &ids(0..3));
        // The pause comes during the first flush, and before the second.
        for _ in 0..2 {
            let start = Instant::now();
            let error = client.flush(LONG).unwrap_err();
            assert!(start.elapsed() < Duration::from_secs(30));
            assert_eq!((error.pending, error.failed), (3, 0));
            assert_eq!(error.status(), Some(status));
            assert_eq!(error.to_string(), text);
        }
    }
}

#[test]
fn a_full_queue_says_why_the_client_pauses() {
    let plane = refusing(401, 1);
    let client = builder(&plane.url).queue_limit(3).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    send_all(&client, &ids(1..3));
    let refused = event("e3");
    let error = client.send(refused.clone()).unwrap_err();
    assert_eq!(
        error.kind(),
        &SendErrorKind::Paused {
            status: 401,
            answer: "mend it".to_owned()
        }
    );
    assert_eq!(
        error.to_string(),
        "the queue is full, and the data plane refuses this client: 401: mend it"
    );
    assert_eq!(error.into_payload(), refused);
    client.resume();
    plane.log.wait(2);
    assert_eq!(client.shutdown(LONG).delivered, 3);
    assert_eq!(plane.log.ids(), ["e0", "e0", "e1", "e2"]);
}

#[test]
fn a_flush_after_resume_waits_for_delivery() {
    let plane = refusing(401, 1);
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    client.flush(LONG).unwrap_err();
    client.resume();
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.batches(), [ids(0..3), ids(0..3)]);
}

#[test]
fn a_shutdown_after_resume_delivers() {
    let plane = refusing(401, 1);
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    client.flush(LONG).unwrap_err();
    client.resume();
    let summary = client.shutdown(LONG);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (3, 0, 0)
    );
}

#[test]
fn a_client_that_is_still_refused_pauses_again() {
    let plane = refusing(401, 3);
    let client = builder(&plane.url).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    for requests in 2..=4 {
        client.resume();
        plane.log.wait(requests);
        thread::sleep(Duration::from_millis(50));
        assert_eq!(plane.log.requests().len(), requests);
    }
    client.flush(LONG).unwrap();
}

#[test]
fn pauses_do_not_count_as_attempts() {
    let plane = refusing(404, 3);
    let client = builder(&plane.url).retry(soon(1)).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    for requests in 2..=4 {
        client.resume();
        plane.log.wait(requests);
        thread::sleep(Duration::from_millis(50));
    }
    let summary = client.shutdown(LONG);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (1, 0, 0)
    );
}

#[test]
fn once_a_pause_is_over_a_flush_waits_again_though_an_event_was_given_up() {
    let plane = Plane::new(|n, _| match n {
        0 => answer(401, "mend it"),
        1 => answer(400, "invalid json"),
        _ => {
            thread::sleep(Duration::from_millis(100));
            ok()
        }
    });
    let failures = Failures::default();
    let client = builder(&plane.url)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    client.resume();
    plane.log.wait(2);
    while failures.told().is_empty() {
        thread::sleep(Duration::from_millis(5));
    }
    // The client is not paused: it goes on.
    let _ = client.flush(Duration::ZERO);
    client.send(event("e1")).unwrap();
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), ["e0", "e0", "e1"]);
}

#[test]
fn a_full_queue_is_no_pause_once_the_pause_is_over() {
    let (go, gone) = mpsc::channel::<()>();
    let plane = Plane::new(move |n, _| match n {
        0 => answer(401, "mend it"),
        1 => answer(400, "invalid json"),
        // Only now is it known that the client is not refused altogether.
        2 => ok(),
        _ => {
            let _ = gone.recv();
            ok()
        }
    });
    let client = builder(&plane.url)
        .batch_events(1)
        .queue_limit(2)
        .build()
        .unwrap();
    send_all(&client, &ids(0..2));
    plane.log.wait(1);
    thread::sleep(Duration::from_millis(50));
    client.resume();
    client.flush(LONG).unwrap_err();
    send_all(&client, &ids(2..4));
    let error = client.send(event("e4")).unwrap_err();
    assert_eq!(error.kind(), &SendErrorKind::Full);
    drop(go);
}

#[test]
fn a_pause_between_halves_keeps_everything() {
    let plane = Plane::new(|n, request| match n {
        2 | 4 => answer(401, ""),
        _ if request.ids().contains(&"e2".to_owned()) => answer(400, ""),
        _ => ok(),
    });
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..4));
    client.flush(LONG).unwrap_err();
    client.resume();
    plane.log.wait(5);
    thread::sleep(Duration::from_millis(100));
    client.resume();
    plane.log.wait(7);
    let summary = client.shutdown(LONG);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (3, 1, 0)
    );
    assert_eq!(
        plane.log.batches(),
        [
            ids(0..4),
            ids(0..2),
            ids(2..4),
            ids(2..4),
            ids(2..3),
            ids(2..3),
            ids(3..4),
        ]
    );
}

#[test]
fn a_resume_without_a_pause_changes_nothing() {
    let plane = refusing(401, 1);
    let client = builder(&plane.url).build().unwrap();
    client.resume();
    client.send(event("e0")).unwrap();
    let error = client.flush(LONG).unwrap_err();
    assert_eq!(error.status(), Some(401));
    thread::sleep(Duration::from_millis(100));
    assert_eq!(plane.log.requests().len(), 1);
}

#[test]
fn a_resume_during_the_request_that_is_refused_is_not_forgotten() {
    let (go, gone) = mpsc::channel::<()>();
    let plane = Plane::new(move |n, _| match n {
        0 => {
            let _ = gone.recv();
            answer(401, "mend it")
        }
        _ => ok(),
    });
    let client = builder(&plane.url).batch_events(1).build().unwrap();
    client.send(event("e0")).unwrap();
    plane.log.wait(1);
    // The request was sent before it was mended, and is refused after.
    client.resume();
    go.send(()).unwrap();
    plane.log.wait(2);
}

#[test]
fn a_shutdown_during_a_pause_ends_at_once_and_counts_everything() {
    let plane = refusing(401, 1);
    let client = builder(&plane.url).batch_events(2).build().unwrap();
    send_all(&client, &ids(0..5));
    client.flush(LONG).unwrap_err();
    let start = Instant::now();
    let summary = client.shutdown(LONG);
    assert!(start.elapsed() < Duration::from_secs(30));
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (0, 0, 5)
    );
}

#[test]
fn a_redirect_is_not_followed_and_the_key_is_not_sent_elsewhere() {
    for status in [300, 301, 302, 303, 304, 305, 307, 308] {
        let other = Plane::good();
        let location = format!("{}/v1/batch", other.url);
        let its_location = location.clone();
        let plane =
            Plane::new(move |_, _| answer(status, "").with("Location", its_location.clone()));
        let client = builder(&plane.url).build().unwrap();
        client.send(event("e0")).unwrap();
        let start = Instant::now();
        let error = client.flush(LONG).unwrap_err();
        assert!(start.elapsed() < Duration::from_secs(30));
        assert_eq!((error.pending, error.failed), (1, 0));
        assert_eq!(error.status(), Some(status));
        assert_eq!(
            error.to_string(),
            format!(
                "pending events: 1, given up: 0; the data plane answers {status}: \
                 a redirect to {location}, which is not followed; give the data plane's own URL"
            )
        );
        let summary = client.shutdown(LONG);
        assert_eq!(
            (summary.delivered, summary.failed, summary.pending),
            (0, 0, 1)
        );
        assert_eq!(plane.log.requests().len(), 1);
        assert_eq!(other.log.requests().len(), 0);
    }
}

#[test]
fn a_redirect_to_nowhere_pauses_too() {
    let plane = Plane::new(|_, _| answer(302, ""));
    let client = builder(&plane.url).build().unwrap();
    client.send(event("e0")).unwrap();
    assert_eq!(
        client.flush(LONG).unwrap_err().to_string(),
        "pending events: 1, given up: 0; the data plane answers 302: \
         a redirect to nowhere, which is not followed; give the data plane's own URL"
    );
}
