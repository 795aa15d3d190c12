//! Connections that break.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use group_core::client::FailReason;

use crate::double::{OK, Plane, Raw, Wire};
use crate::failures::Failures;
use crate::given::{LONG, builder, event, event_of, ids, send_all, soon};

/// Sends two batches of two events where the first connections are served so, and gives how often the double got the
/// first batch whole.
fn receipts(faults: usize, fault: impl Fn(&mut Wire) + Send + 'static) -> usize {
    let plane = Raw::new(move |n, wire| {
        if n < faults {
            fault(wire);
        } else if wire.read().is_some() {
            wire.write(OK);
        }
    });
    let client = builder(&plane.url)
        .timeout(Duration::from_millis(500))
        .batch_events(2)
        .build()
        .unwrap();
    send_all(&client, &ids(0..4));
    client.flush(LONG).unwrap();
    let summary = client.shutdown(LONG);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (4, 0, 0)
    );
    let mut batches = plane.log.batches();
    assert_eq!(batches.pop(), Some(ids(2..4)));
    for batch in &batches {
        assert_eq!(batch, &ids(0..2));
    }
    batches.len()
}

#[test]
fn a_connection_closed_at_once_loses_and_doubles_nothing() {
    assert_eq!(receipts(3, |_| {}), 1);
}

#[test]
fn a_connection_closed_before_the_body_was_read_loses_and_doubles_nothing() {
    let fault = |wire: &mut Wire| {
        wire.read_head();
    };
    assert_eq!(receipts(3, fault), 1);
}

#[test]
fn a_connection_closed_after_the_body_was_read_is_a_lost_answer() {
    let fault = |wire: &mut Wire| {
        wire.read();
    };
    assert_eq!(receipts(3, fault), 4);
}

#[test]
fn an_answer_cut_in_its_status_line_is_a_lost_answer() {
    let fault = |wire: &mut Wire| {
        wire.read();
        wire.write("HTTP/1.1 20");
    };
    assert_eq!(receipts(2, fault), 3);
}

#[test]
fn an_answer_cut_in_its_headers_is_a_lost_answer() {
    let fault = |wire: &mut Wire| {
        wire.read();
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n");
    };
    assert_eq!(receipts(2, fault), 3);
}

#[test]
fn an_answer_cut_in_its_text_says_enough() {
    let fault = |wire: &mut Wire| {
        wire.read();
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
    };
    assert_eq!(receipts(1, fault), 1);
}

#[test]
fn a_text_that_never_ends_does_not_hold_a_200_up() {
    let fault = |wire: &mut Wire| {
        wire.read();
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\no");
        wire.wait_for_close();
    };
    assert_eq!(receipts(1, fault), 1);
}

#[test]
fn an_answer_that_comes_too_late_is_a_lost_answer() {
    let fault = |wire: &mut Wire| {
        wire.read();
        wire.wait_for_close();
    };
    assert_eq!(receipts(1, fault), 2);
}

#[test]
fn a_body_that_is_not_read_in_time_is_sent_again() {
    let fault = |wire: &mut Wire| {
        wire.read_head();
        thread::sleep(Duration::from_millis(700));
    };
    assert_eq!(receipts(1, fault), 1);
}

#[test]
fn an_answer_that_trickles_longer_than_the_timeout_is_a_lost_answer() {
    let fault = |wire: &mut Wire| {
        wire.read();
        for byte in OK.chars() {
            if !wire.write(&byte.to_string()) {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
    };
    assert_eq!(receipts(1, fault), 2);
}

#[test]
fn a_refusal_whose_text_trickles_without_end_is_an_answer() {
    let fault = |wire: &mut Wire| {
        wire.read();
        wire.write("HTTP/1.1 503 Busy\r\nContent-Length: 1000\r\n\r\n");
        for _ in 0..100 {
            if !wire.write("x") {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
    };
    assert_eq!(receipts(1, fault), 2);
}

#[test]
fn garbage_instead_of_http_is_a_lost_answer() {
    for garbage in [
        "no HTTP at all\r\n\r\n",
        "\0\u{1}\u{2}\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 99 Low\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "\r\n\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
    ] {
        let fault = |wire: &mut Wire| {
            wire.read();
            wire.write(garbage);
        };
        assert_eq!(receipts(1, fault), 2, "{garbage:?}");
    }
}

#[test]
fn headers_without_end_are_a_lost_answer() {
    let fault = |wire: &mut Wire| {
        wire.read();
        wire.write("HTTP/1.1 200 OK\r\n");
        for _ in 0..3000 {
            wire.write("X-Long: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n");
        }
    };
    assert_eq!(receipts(1, fault), 2);
}

#[test]
fn a_connection_that_the_server_closed_in_between_costs_nothing() {
    let plane = Raw::new(|_, wire| {
        if wire.read().is_some() {
            // It does not say that it closes.
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
    });
    let client = builder(&plane.url).retry(soon(2)).build().unwrap();
    for id in ids(0..5) {
        client.send(event(&id)).unwrap();
        client.flush(LONG).unwrap();
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(plane.log.ids(), ids(0..5));
}

#[test]
fn a_413_that_comes_before_the_body_was_read_halves_the_batch() {
    let plane = Raw::new(|n, wire| {
        if n == 0 {
            wire.read_head();
            wire.write("HTTP/1.1 413 Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            wire.wait_for_close();
        } else if wire.read().is_some() {
            wire.write(OK);
        }
    });
    let client = builder(&plane.url)
        .timeout(Duration::from_secs(2))
        .gzip(false)
        .build()
        .unwrap();
    for id in ids(0..14) {
        client.send(event_of(&id, 32_000)).unwrap();
    }
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.batches(), [ids(0..7), ids(7..14)]);
}

#[test]
fn a_server_that_goes_away_and_comes_back_gets_everything() {
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let listener = TcpListener::bind(anywhere).unwrap();
    let serve = |_: usize, wire: &mut Wire| {
        if wire.read().is_some() {
            wire.write(OK);
        }
    };
    let plane = Raw::on(listener, serve);
    let (address, url) = (plane.address, plane.url.clone());
    let client = builder(&url)
        .retry(soon(10_000))
        .batch_events(5)
        .build()
        .unwrap();
    send_all(&client, &ids(0..10));
    client.flush(LONG).unwrap();
    let first = Arc::clone(&plane.log);
    drop(plane);

    send_all(&client, &ids(10..30));
    let error = client.flush(Duration::from_millis(300)).unwrap_err();
    assert_eq!((error.pending, error.failed), (20, 0));
    assert_eq!(error.status(), None);
    assert!(
        error
            .to_string()
            .starts_with("pending events: 20, given up: 0; the data plane can't be reached: "),
        "{error}"
    );

    let listener = (0..100).find_map(|_| {
        thread::sleep(Duration::from_millis(20));
        TcpListener::bind(address).ok()
    });
    let plane = Raw::on(listener.unwrap(), serve);
    send_all(&client, &ids(30..40));
    client.flush(LONG).unwrap();
    assert_eq!(first.ids(), ids(0..10));
    assert_eq!(plane.log.ids(), ids(10..40));
    assert_eq!(client.shutdown(LONG).delivered, 40);
}

#[test]
fn where_nobody_answers_each_event_is_given_up_once() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let failures = Failures::default();
    let client = builder(&url)
        .retry(soon(3))
        .batch_events(2)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    send_all(&client, &ids(0..5));
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 5));
    assert_eq!(failures.ids(), ids(0..5));
    for (_, reason, status, text) in failures.told() {
        assert_eq!(reason, FailReason::AttemptsExhausted);
        assert_eq!(status, None);
        assert!(!text.is_empty());
    }
    let summary = client.shutdown(LONG);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (0, 5, 0)
    );
}

/// What the double did with the events of a batch.
type Done = (Did, Vec<String>);

enum Did {
    Accepted,
    LostTheAnswer,
    Refused,
}

#[test]
fn through_faults_of_all_kinds_each_event_is_accepted_or_given_up() {
    let sent = ids(0..200);
    let is_bad = |id: &String| id.ends_with('7');
    let done: Arc<Mutex<Vec<Done>>> = Arc::default();
    let its_done = Arc::clone(&done);
    let mut random = 12_345_u32;
    let plane = Raw::new(move |_, wire| {
        random = random.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        let kind = (random >> 16) % 8;
        match kind {
            0 => return,
            1 => {
                wire.read_head();
                return;
            }
            _ => {}
        }
        let Some(request) = wire.read() else {
            return;
        };
        let ids = request.ids();
        let has_bad = ids.iter().any(is_bad);
        let (did, text) = match kind {
            2 => (Did::LostTheAnswer, ""),
            3 => (Did::LostTheAnswer, "HTTP/1.1 2"),
            4 => (
                Did::Refused,
                "HTTP/1.1 503 Busy\r\nContent-Length: 9\r\n\r\nno",
            ),
            5 => (Did::LostTheAnswer, "garbage\r\n\r\n"),
            _ if has_bad => (
                Did::Refused,
                "HTTP/1.1 400 Bad\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno",
            ),
            _ => (Did::Accepted, OK),
        };
        its_done.lock().unwrap().push((did, ids));
        wire.write(text);
    });
    let failures = Failures::default();
    let client = builder(&plane.url)
        .batch_events(16)
        .retry(soon(1000))
        .timeout(Duration::from_secs(8))
        .on_failure(failures.listen())
        .build()
        .unwrap();
    send_all(&client, &sent);
    client.flush(LONG).unwrap_err();
    let summary = client.shutdown(LONG);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (180, 20, 0)
    );

    // One that fails alone time and again comes after others, so the order is not kept.
    let sorted = |ids: Vec<String>| ids.into_iter().collect::<BTreeSet<_>>();
    let (bad, good): (Vec<String>, Vec<String>) = sent.into_iter().partition(is_bad);
    assert_eq!(failures.ids().len(), 20);
    assert_eq!(sorted(failures.ids()), sorted(bad));
    let mut accepted = Vec::new();
    let mut lost = 0;
    for (did, ids) in &*done.lock().unwrap() {
        match did {
            Did::Accepted => accepted.extend(ids.iter().cloned()),
            Did::LostTheAnswer => lost += 1,
            Did::Refused => {}
        }
    }
    assert_eq!(accepted.len(), 180);
    assert_eq!(sorted(accepted), sorted(good));
    assert!(lost > 5);
}

#[test]
fn a_good_server_gets_nothing_twice() {
    let plane = Plane::good();
    let client = builder(&plane.url).batch_events(3).build().unwrap();
    send_all(&client, &ids(0..200));
    for _ in 0..5 {
        client.flush(LONG).unwrap();
    }
    client.shutdown(LONG);
    assert_eq!(plane.log.ids(), ids(0..200));
}
