//! What is done with each answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use group_core::client::FailReason;

use crate::double::{OK, Plane, Raw, answer, ok};
use crate::failures::Failures;
use crate::given::{LONG, builder, event, ids, send_all, soon};
use crate::log::Request;

#[test]
fn every_2xx_accepts() {
    for status in [200, 201, 202, 203, 204, 206, 226, 299] {
        let plane = Plane::new(move |_, _| answer(status, ""));
        let client = builder(&plane.url).build().unwrap();
        send_all(&client, &ids(0..3));
        client.flush(LONG).unwrap();
        assert_eq!(plane.log.batches(), [ids(0..3)]);
        assert_eq!(client.shutdown(LONG).delivered, 3);
    }
}

#[test]
fn the_body_of_a_2xx_that_is_no_html_page_is_not_looked_at() {
    let plane = Plane::new(|_, _| {
        answer(200, "<html>invalid write key</html>").with("Content-Type", "text/plain")
    });
    let client = builder(&plane.url).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
}

/// A data plane that refuses each batch that has one of these events.
fn refusing(status: u16, offenders: &'static [&'static str]) -> Plane {
    Plane::new(move |_, request| {
        if has_one_of(request, offenders) {
            answer(status, format!("no {status}"))
        } else {
            ok()
        }
    })
}

fn has_one_of(request: &Request, offenders: &[&str]) -> bool {
    request
        .ids()
        .iter()
        .any(|id| offenders.contains(&id.as_str()))
}

#[test]
fn after_400_or_413_the_batch_is_halved_until_the_offender_stands_alone() {
    for status in [400, 413] {
        let plane = refusing(status, &["e5"]);
        let failures = Failures::default();
        let client = builder(&plane.url)
            .on_failure(failures.listen())
            .build()
            .unwrap();
        send_all(&client, &ids(0..8));
        let error = client.flush(LONG).unwrap_err();
        assert_eq!((error.pending, error.failed), (0, 1));
        assert_eq!(
            plane.log.batches(),
            [
                ids(0..8),
                ids(0..4),
                ids(4..8),
                ids(4..6),
                ids(4..5),
                ids(5..6),
                ids(6..8),
            ]
        );
        assert_eq!(
            failures.told(),
            [(
                "e5".to_owned(),
                FailReason::Rejected,
                Some(status),
                format!("no {status}")
            )]
        );
        let summary = client.shutdown(LONG);
        assert_eq!(
            (summary.delivered, summary.failed, summary.pending),
            (7, 1, 0)
        );
    }
}

#[test]
fn an_odd_batch_is_halved_too() {
    let plane = refusing(400, &["e0"]);
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    client.flush(LONG).unwrap_err();
    assert_eq!(plane.log.batches(), [ids(0..3), ids(0..1), ids(1..3)]);
}

#[test]
fn wherever_the_offenders_stand_all_others_arrive_once() {
    const OFFENDERS: &[&str] = &["e0", "e1", "e17", "e30", "e49", "e50", "e98", "e99"];
    let plane = refusing(400, OFFENDERS);
    let failures = Failures::default();
    let client = builder(&plane.url)
        .batch_events(50)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    send_all(&client, &ids(0..100));
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 8));
    let accepted: Vec<String> = plane
        .log
        .requests()
        .iter()
        .filter(|request| !has_one_of(request, OFFENDERS))
        .flat_map(Request::ids)
        .collect();
    let expected: Vec<String> = ids(0..100)
        .into_iter()
        .filter(|id| !OFFENDERS.contains(&id.as_str()))
        .collect();
    assert_eq!(accepted, expected);
    assert_eq!(failures.ids(), OFFENDERS);
}

#[test]
fn where_every_event_offends_each_is_given_up_once() {
    let plane = Plane::new(|_, _| answer(400, "invalid json"));
    let failures = Failures::default();
    let client = builder(&plane.url)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    send_all(&client, &ids(0..9));
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 9));
    assert_eq!(failures.ids(), ids(0..9));
    // A tree of nine leaves.
    assert_eq!(plane.log.requests().len(), 17);
}

#[test]
fn a_half_that_can_not_be_sent_is_sent_again_in_its_turn() {
    let plane = Plane::new(|n, request| match n {
        0 => answer(400, ""),
        1 | 2 | 4 => answer(503, ""),
        _ if has_one_of(request, &["e3"]) => answer(400, ""),
        _ => ok(),
    });
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..4));
    client.flush(LONG).unwrap_err();
    assert_eq!(
        plane.log.batches(),
        [
            ids(0..4),
            ids(0..2),
            ids(0..2),
            ids(0..2),
            ids(2..4),
            ids(2..4),
            ids(2..3),
            ids(3..4),
        ]
    );
}

#[test]
fn a_long_text_of_an_answer_is_kept_from_its_beginning() {
    let plane = Plane::new(|_, _| answer(400, format!("the reason: {}", "x".repeat(10_000))));
    let failures = Failures::default();
    let client = builder(&plane.url)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    let text = &failures.told()[0].3;
    assert!(text.starts_with("the reason: xxxx"), "{text:?}");
    assert!(text.len() <= 4096, "{}", text.len());
}

#[test]
fn the_beginning_of_a_text_that_is_cut_is_kept() {
    let plane = Raw::new(|_, wire| {
        wire.read();
        wire.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\nthe reason");
    });
    let failures = Failures::default();
    let client = builder(&plane.url)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    assert_eq!(
        failures.told(),
        [(
            "e0".to_owned(),
            FailReason::Rejected,
            Some(400),
            "the reason".to_owned()
        )]
    );
}

#[test]
fn a_text_that_is_no_utf_8_is_kept_as_well_as_can_be() {
    let plane = Raw::new(|_, wire| {
        use std::io::Write;
        wire.read();
        let answer =
            b"HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\nConnection: close\r\n\r\nno \xff!";
        wire.stream.write_all(answer).unwrap();
    });
    let failures = Failures::default();
    let client = builder(&plane.url)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    let text = &failures.told()[0].3;
    assert!(text.starts_with("no ") && text.ends_with('!'), "{text:?}");
}

#[test]
fn after_an_answer_that_may_pass_the_same_batch_is_sent_again() {
    for status in [
        408, 409, 423, 425, 429, 500, 501, 502, 503, 504, 511, 520, 599,
    ] {
        let plane = Plane::new(move |n, _| if n < 3 { answer(status, "later") } else { ok() });
        let client = builder(&plane.url).build().unwrap();
        send_all(&client, &ids(0..3));
        client.flush(LONG).unwrap();
        assert_eq!(
            plane.log.batches(),
            [ids(0..3), ids(0..3), ids(0..3), ids(0..3)]
        );
    }
}

#[test]
fn after_any_other_refusal_the_batch_is_halved_as_after_400() {
    for status in [412, 414, 418, 422, 499, 600] {
        let plane = Plane::new(move |n, _| if n < 2 { answer(status, "no") } else { ok() });
        let failures = Failures::default();
        let client = builder(&plane.url)
            .batch_events(2)
            .on_failure(failures.listen())
            .build()
            .unwrap();
        send_all(&client, &ids(0..4));
        let error = client.flush(LONG).unwrap_err();
        assert_eq!((error.pending, error.failed), (0, 1));
        assert_eq!(
            plane.log.batches(),
            [ids(0..2), ids(0..1), ids(1..2), ids(2..4)]
        );
        let failure = (
            "e0".to_owned(),
            FailReason::Rejected,
            Some(status),
            "no".to_owned(),
        );
        assert_eq!(failures.told(), [failure]);
        let summary = client.shutdown(LONG);
        assert_eq!(
            (summary.delivered, summary.failed, summary.pending),
            (3, 1, 0)
        );
    }
}

/// The time between the first two requests, where the first is answered so.
fn wait_after(status: u16, retry_after: impl Fn() -> String + Send + 'static) -> Duration {
    let plane = Plane::new(move |n, _| match n {
        0 => answer(status, "").with("Retry-After", retry_after()),
        _ => ok(),
    });
    let client = builder(&plane.url).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
    let requests = plane.log.requests();
    assert_eq!(requests.len(), 2);
    requests[1].at - requests[0].at
}

#[test]
fn retry_after_in_seconds_is_the_least_wait() {
    for status in [429, 503] {
        assert!(wait_after(status, || "1".to_owned()) >= Duration::from_secs(1));
    }
}

#[test]
fn retry_after_as_a_date_is_the_least_wait() {
    let in_three_seconds = || httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3));
    // A date has no fractions of a second.
    assert!(wait_after(503, in_three_seconds) >= Duration::from_millis(1900));
}

#[test]
fn a_retry_after_that_says_nothing_is_ignored() {
    for nothing in ["soon", "", "-1", "1.5", "Thu, 01 Jan 1970 00:00:00 GMT"] {
        assert!(wait_after(503, || nothing.to_owned()) < Duration::from_secs(10));
    }
}

#[test]
fn during_a_long_retry_after_flush_and_shutdown_keep_their_bounds_and_say_why() {
    let plane = Plane::new(|_, _| answer(503, "maintenance").with("Retry-After", "3600"));
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    let error = client.flush(Duration::from_millis(300)).unwrap_err();
    assert_eq!((error.pending, error.failed), (3, 0));
    assert_eq!(error.status(), Some(503));
    assert_eq!(
        error.to_string(),
        "pending events: 3, given up: 0; the data plane answers 503: maintenance"
    );
    let summary = client.shutdown(Duration::from_millis(100));
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (0, 0, 3)
    );
    assert_eq!(plane.log.requests().len(), 1);
}

#[test]
fn after_the_last_attempt_each_event_is_given_up_once() {
    let plane = Plane::new(|n, _| if n < 3 { answer(503, "busy") } else { ok() });
    let failures = Failures::default();
    let client = builder(&plane.url)
        .retry(soon(3))
        .batch_events(2)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    send_all(&client, &ids(0..4));
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 2));
    assert_eq!(
        plane.log.batches(),
        [ids(0..2), ids(0..2), ids(0..2), ids(2..4)]
    );
    let failure = |id: &str| {
        let reason = FailReason::AttemptsExhausted;
        (id.to_owned(), reason, Some(503), "busy".to_owned())
    };
    assert_eq!(failures.told(), [failure("e0"), failure("e1")]);
    // A flush tells of a failure once.
    client.flush(LONG).unwrap();
}

#[test]
fn a_flush_does_not_blame_an_answer_that_is_past() {
    let plane = Plane::new(|n, _| match n {
        0 => answer(503, "busy"),
        _ => answer(400, "invalid json"),
    });
    let client = builder(&plane.url).retry(soon(2)).build().unwrap();
    send_all(&client, &ids(0..2));
    let _ = client.flush(LONG).unwrap_err();
    client.send(event("e2")).unwrap();
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 1));
    assert_ne!(error.status(), Some(503), "{error}");
}

#[test]
fn attempts_are_counted_anew_for_each_batch() {
    let plane = Plane::new(|n, _| if n % 3 < 2 { answer(500, "") } else { ok() });
    let client = builder(&plane.url)
        .retry(soon(3))
        .batch_events(1)
        .build()
        .unwrap();
    send_all(&client, &ids(0..4));
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.requests().len(), 12);
}

#[test]
fn one_attempt_is_one_request() {
    let plane = Plane::new(|_, _| answer(500, ""));
    let client = builder(&plane.url).retry(soon(1)).build().unwrap();
    client.send(event("e0")).unwrap();
    assert_eq!(client.flush(LONG).unwrap_err().failed, 1);
    assert_eq!(plane.log.requests().len(), 1);
}

#[test]
fn a_panic_in_on_failure_does_not_stop_delivery() {
    let plane = refusing(400, &["e0", "e2"]);
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let client = builder(&plane.url)
        .on_failure(move |failed| {
            counted.fetch_add(1, Ordering::SeqCst);
            panic!(
                "{}: this panic is part of a test",
                failed.payload.message_id()
            );
        })
        .build()
        .unwrap();
    send_all(&client, &ids(0..4));
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 2));
    client.send(event("e4")).unwrap();
    client.flush(LONG).unwrap();
    assert_eq!(calls.load(Ordering::SeqCst), 2);
    let summary = client.shutdown(LONG);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (3, 2, 0)
    );
}

#[test]
fn a_panic_whose_message_panics_too_does_not_stop_delivery() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("this panic in a drop is part of a test");
        }
    }
    let plane = refusing(400, &["e0"]);
    let client = builder(&plane.url)
        .on_failure(|_| std::panic::panic_any(Bomb))
        .build()
        .unwrap();
    send_all(&client, &ids(0..2));
    let error = client.flush(Duration::from_secs(2)).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 1));
}

#[test]
fn on_failure_may_send() {
    let plane = refusing(400, &["e0"]);
    let sender: Arc<std::sync::OnceLock<group_core::client::Client>> = Arc::default();
    let its_sender = Arc::clone(&sender);
    let client = builder(&plane.url)
        .on_failure(move |_| its_sender.get().unwrap().send(event("instead")).unwrap())
        .build()
        .unwrap();
    sender.set(client.clone()).unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), ["e0", "instead"]);
    assert_eq!(client.shutdown(LONG).delivered, 1);
}

#[test]
fn a_100_before_the_answer_is_not_the_answer() {
    let plane = Raw::new(|_, wire| {
        wire.read();
        wire.write("HTTP/1.1 100 Continue\r\n\r\n");
        wire.write(OK);
    });
    let client = builder(&plane.url).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), ["e0"]);
}

#[test]
fn early_hints_before_the_answer_are_not_the_answer() {
    let plane = Raw::new(|_, wire| {
        wire.read();
        wire.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        wire.write(OK);
    });
    let client = builder(&plane.url).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), ["e0"]);
}
