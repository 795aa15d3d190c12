//! Answers after which the client waits for its owner.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use group_core::client::{SendErrorKind, Summary};

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

/// A data plane that refuses everything until it is mended.
fn mendable(status: u16) -> (Plane, Arc<AtomicBool>) {
    let is_mended = Arc::new(AtomicBool::new(false));
    let its = Arc::clone(&is_mended);
    let plane = Plane::new(move |_, _| match its.load(Ordering::SeqCst) {
        true => ok(),
        false => answer(status, "mend it"),
    });
    (plane, is_mended)
}

fn counts(summary: Summary) -> (u64, u64, u64) {
    (summary.delivered, summary.failed, summary.pending)
}

#[test]
fn after_one_refusal_everything_is_kept_and_arrives_a_second_later() {
    for status in [401, 404, 415] {
        let plane = refusing(status, 1);
        let failures = Failures::default();
        let client = builder(&plane.url)
            .batch_events(2)
            .on_failure(failures.listen())
            .build()
            .unwrap();
        send_all(&client, &ids(0..4));
        // Nobody asks for it.
        plane.log.wait(3);
        assert_eq!(
            plane.log.batches(),
            [ids(0..2), ids(0..2), ids(2..4)],
            "{status}"
        );
        assert_eq!(counts(client.shutdown(LONG)), (4, 0, 0));
        assert_eq!(failures.told(), []);
    }
}

/// The first request is refused, and all others are accepted.
#[test]
fn one_refusal_in_passing_is_no_error_of_a_flush() {
    let plane = refusing(404, 1);
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.batches(), [ids(0..3), ids(0..3)]);
}

#[test]
fn one_refusal_in_passing_costs_no_event_at_a_shutdown() {
    let plane = refusing(404, 1);
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    assert_eq!(counts(client.shutdown(LONG)), (3, 0, 0));
}

#[test]
fn a_flush_says_why_the_client_pauses() {
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
        let (plane, _) = mendable(status);
        let client = builder(&plane.url).build().unwrap();
        send_all(&client, &ids(0..3));
        // The pause comes during the first flush, and before the second.
        for _ in 0..2 {
            let error = client.flush(LONG).unwrap_err();
            assert_eq!((error.pending, error.failed), (3, 0));
            assert_eq!(error.status(), Some(status));
            assert_eq!(error.to_string(), text);
        }
    }
}

/// If they waited for the end of the pause, the last would wait for more than a minute.
#[test]
fn each_flush_during_a_pause_makes_one_request() {
    let (plane, is_mended) = mendable(401);
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    client.flush(LONG).unwrap_err();
    let before = plane.log.requests().len();
    for flushes in 1..=6 {
        client.flush(LONG).unwrap_err();
        assert_eq!(plane.log.requests().len(), before + flushes);
    }
    is_mended.store(true, Ordering::SeqCst);
    client.flush(LONG).unwrap();
    assert_eq!(client.stats().delivered, 3);
    assert_eq!(client.stats().trouble, None);
}

#[test]
fn each_resume_during_a_pause_makes_one_request() {
    let (plane, is_mended) = mendable(401);
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    client.flush(LONG).unwrap_err();
    let before = plane.log.requests().len();
    for resumes in 1..=6 {
        client.resume();
        plane.log.wait(before + resumes);
        // Its answer.
        thread::sleep(Duration::from_millis(50));
        assert_eq!(plane.log.requests().len(), before + resumes);
    }
    is_mended.store(true, Ordering::SeqCst);
    client.resume();
    plane.log.wait(before + 7);
    assert_eq!(plane.log.batches()[before + 6], ids(0..3));
}

#[test]
fn a_shutdown_during_a_pause_delivers_if_the_cause_has_been_fixed() {
    let (plane, is_mended) = mendable(403);
    let client = builder(&plane.url).batch_events(2).build().unwrap();
    send_all(&client, &ids(0..5));
    client.flush(LONG).unwrap_err();
    is_mended.store(true, Ordering::SeqCst);
    assert_eq!(counts(client.shutdown(LONG)), (5, 0, 0));
}

#[test]
fn a_shutdown_during_a_pause_makes_one_request_and_counts_everything() {
    let (plane, _) = mendable(401);
    let client = builder(&plane.url).batch_events(2).build().unwrap();
    send_all(&client, &ids(0..5));
    client.flush(LONG).unwrap_err();
    let before = plane.log.requests().len();
    assert_eq!(counts(client.shutdown(Duration::MAX)), (0, 0, 5));
    assert_eq!(plane.log.requests().len(), before + 1);
}

#[test]
fn a_full_queue_says_why_the_client_pauses() {
    let (plane, is_mended) = mendable(401);
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
    is_mended.store(true, Ordering::SeqCst);
    assert_eq!(client.shutdown(LONG).delivered, 3);
}

#[test]
fn pauses_do_not_count_as_attempts() {
    let (plane, is_mended) = mendable(404);
    let client = builder(&plane.url).retry(soon(1)).build().unwrap();
    client.send(event("e0")).unwrap();
    for _ in 0..4 {
        client.flush(LONG).unwrap_err();
    }
    is_mended.store(true, Ordering::SeqCst);
    assert_eq!(counts(client.shutdown(LONG)), (1, 0, 0));
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
    // A failure of e0, not the pause.
    assert_eq!(client.flush(LONG).unwrap_err().pending, 0);
    while failures.told().is_empty() {
        thread::sleep(Duration::from_millis(5));
    }
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
    assert_eq!(counts(client.shutdown(LONG)), (3, 1, 0));
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

/// Others may ask again and again.
#[test]
fn requests_that_are_asked_for_do_not_keep_a_flush_from_its_end() {
    let (plane, _) = mendable(401);
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    let other = client.clone();
    let is_over = Arc::new(AtomicBool::new(false));
    let its_over = Arc::clone(&is_over);
    let asking = thread::spawn(move || {
        while !its_over.load(Ordering::SeqCst) {
            other.resume();
            thread::sleep(Duration::from_millis(20));
        }
    });
    let error = client.flush(LONG).unwrap_err();
    is_over.store(true, Ordering::SeqCst);
    asking.join().unwrap();
    assert_eq!((error.pending, error.status()), (3, Some(401)));
}

#[test]
fn a_redirect_is_not_followed_and_the_key_is_not_sent_elsewhere() {
    for status in [301, 307] {
        let other = Plane::good();
        let location = format!("{}/v1/batch", other.url);
        let its_location = location.clone();
        let plane =
            Plane::new(move |_, _| answer(status, "").with("Location", its_location.clone()));
        let client = builder(&plane.url).build().unwrap();
        client.send(event("e0")).unwrap();
        let error = client.flush(LONG).unwrap_err();
        assert_eq!((error.pending, error.failed), (1, 0));
        assert_eq!(error.status(), Some(status));
        assert_eq!(
            error.to_string(),
            format!(
                "pending events: 1, given up: 0; the data plane answers {status}: \
                 a redirect to {location}, which is not followed; give the data plane's own URL"
            )
        );
        assert_eq!(counts(client.shutdown(LONG)), (0, 0, 1));
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

const NO_DATA_PLANE: &str = "the data plane answers 200: an HTML page: something other than a data plane answered (a \
                             login page, a proxy or the dashboard); give the data plane's own URL";

#[test]
fn an_html_page_is_no_arrival() {
    for page in [
        answer(200, "<p>Sign in</p>").with("Content-Type", "text/html; charset=utf-8"),
        answer(203, "<!DOCTYPE html>").with("Content-Type", "application/xhtml+xml"),
    ] {
        let mut page = Some(page);
        let plane = Plane::new(move |_, _| page.take().unwrap_or_else(ok));
        let client = builder(&plane.url).build().unwrap();
        client.send(event("e0")).unwrap();
        client.flush(LONG).unwrap();
        assert_eq!(plane.log.batches(), [ids(0..1), ids(0..1)]);
    }
}

#[test]
fn an_html_page_for_everything_pauses_the_client_and_says_what_it_is() {
    let plane = Plane::new(|_, _| answer(200, "").with("Content-Type", "text/html"));
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.status()), (3, Some(200)));
    assert_eq!(
        error.to_string(),
        format!("pending events: 3, given up: 0; {NO_DATA_PLANE}")
    );
    assert!(client.stats().trouble.unwrap().is_pause);
}

#[test]
fn a_415_names_the_setting_that_may_help() {
    let plane = Plane::new(|_, _| answer(415, "unsupported media type"));
    for (gzip, text) in [
        (
            true,
            "unsupported media type (if it does not accept gzip, build the client with `.gzip(false)`)",
        ),
        (false, "unsupported media type"),
    ] {
        let client = builder(&plane.url).gzip(gzip).build().unwrap();
        client.send(event("e0")).unwrap();
        let error = client.flush(LONG).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("pending events: 1, given up: 0; the data plane answers 415: {text}")
        );
    }
}
