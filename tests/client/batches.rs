//! When events are sent, and how many at once.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use group_core::client::{Client, SendErrorKind};

use crate::double::{Plane, ok};
use crate::given::{HOUR, LONG, builder, event, event_of, ids, send_all};

#[test]
fn events_arrive_in_the_order_in_which_they_were_sent() {
    let plane = Plane::good();
    let client = builder(&plane.url).batch_events(7).build().unwrap();
    let ids = ids(0..1000);
    send_all(&client, &ids);
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), ids);
}

#[test]
fn a_batch_has_at_most_batch_events() {
    let plane = Plane::good();
    let client = builder(&plane.url).batch_events(10).build().unwrap();
    send_all(&client, &ids(0..25));
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.batches(), [ids(0..10), ids(10..20), ids(20..25)]);
}

#[test]
fn one_event_a_batch_can_be_asked_for() {
    let plane = Plane::good();
    let client = builder(&plane.url).batch_events(1).build().unwrap();
    send_all(&client, &ids(0..3));
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.batches(), [["e0"], ["e1"], ["e2"]]);
}

#[test]
fn a_batch_never_has_more_than_batch_bytes() {
    for batch_bytes in [32_832, 40_000, 100_000] {
        let plane = Plane::good();
        let client = builder(&plane.url)
            .batch_bytes(batch_bytes)
            .build()
            .unwrap();
        let ids = ids(0..120);
        for (i, id) in ids.iter().enumerate() {
            // From small to the largest that there is, in no order.
            let bytes = [700, 32_768, 6_543, 16_352, 1_100, 9_876, 32_000][i * 5 % 7] + i * 3;
            client.send(event_of(id, bytes.min(32_768))).unwrap();
        }
        client.flush(LONG).unwrap();
        for request in plane.log.requests() {
            assert!(
                request.body.len() <= batch_bytes,
                "{} of {batch_bytes}",
                request.body.len()
            );
        }
        assert_eq!(plane.log.ids(), ids);
    }
}

#[test]
fn batches_are_filled_to_within_an_event_of_batch_bytes() {
    let plane = Plane::good();
    let client = builder(&plane.url).batch_bytes(50_000).build().unwrap();
    for id in ids(0..200) {
        client.send(event_of(&id, 1_000)).unwrap();
    }
    client.flush(LONG).unwrap();
    // 49 events and their commas are 49,049 bytes; another does not fit with what stands around them.
    let sizes: Vec<usize> = plane.log.batches().iter().map(Vec::len).collect();
    assert_eq!(sizes, [49, 49, 49, 49, 4]);
}

#[test]
fn the_largest_event_goes_in_the_smallest_batch() {
    let plane = Plane::good();
    let client = builder(&plane.url)
        .batch_bytes(32_832)
        .gzip(false)
        .build()
        .unwrap();
    client.send(event_of("e0", 32_768)).unwrap();
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.requests()[0].body.len(), 32_816);
}

#[test]
fn no_batch_is_empty() {
    let plane = Plane::good();
    let client = builder(&plane.url).batch_bytes(32_832).build().unwrap();
    for id in ids(0..4) {
        client.send(event_of(&id, 32_768)).unwrap();
    }
    let _ = client.flush(Duration::from_secs(2));
    assert_eq!(plane.log.batches(), [["e0"], ["e1"], ["e2"], ["e3"]]);
}

#[test]
fn an_event_waits_for_flush_every_and_no_longer() {
    let plane = Plane::good();
    let client = Client::builder("KEY", &*plane.url)
        .flush_every(Duration::from_millis(300))
        .build()
        .unwrap();
    let sent = Instant::now();
    client.send(event("e0")).unwrap();
    client.send(event("e1")).unwrap();
    let requests = plane.log.wait(1);
    assert_eq!(requests[0].ids(), ["e0", "e1"]);
    assert!(requests[0].at - sent >= Duration::from_millis(300));
}

#[test]
fn a_flush_every_of_zero_sends_at_once() {
    let plane = Plane::good();
    let client = Client::builder("KEY", &*plane.url)
        .flush_every(Duration::ZERO)
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    plane.log.wait(1);
}

#[test]
fn the_longest_flush_every_waits_for_a_flush() {
    let plane = Plane::good();
    let client = Client::builder("KEY", &*plane.url)
        .flush_every(Duration::MAX)
        .build()
        .unwrap();
    client.send(event("e0")).unwrap();
    client.flush(Duration::from_secs(2)).unwrap();
    assert_eq!(plane.log.ids(), ["e0"]);
}

#[test]
fn the_longest_timeout_is_no_timeout() {
    let plane = Plane::good();
    let client = builder(&plane.url).timeout(Duration::MAX).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(Duration::from_secs(2)).unwrap();
    assert_eq!(plane.log.ids(), ["e0"]);
}

#[test]
fn a_batch_full_of_events_goes_at_once() {
    let plane = Plane::good();
    let client = builder(&plane.url).batch_events(3).build().unwrap();
    send_all(&client, &ids(0..2));
    thread::sleep(Duration::from_millis(100));
    assert_eq!(plane.log.requests().len(), 0);
    send_all(&client, &ids(2..3));
    plane.log.wait(1);
    assert_eq!(plane.log.batches(), [ids(0..3)]);
}

#[test]
fn a_batch_full_of_bytes_goes_at_once() {
    let plane = Plane::good();
    let client = builder(&plane.url).batch_bytes(32_832).build().unwrap();
    client.send(event_of("e0", 20_000)).unwrap();
    client.send(event_of("e1", 20_000)).unwrap();
    plane.log.wait(1);
    assert_eq!(plane.log.batches(), [["e0"]]);
}

#[test]
fn a_full_batch_goes_at_once_after_another() {
    let (go, gone) = mpsc::channel::<()>();
    let plane = Plane::new(move |_, _| {
        let _ = gone.recv();
        ok()
    });
    let client = builder(&plane.url).batch_events(2).build().unwrap();
    send_all(&client, &ids(0..2));
    plane.log.wait(1);
    // The thread is busy while the next one fills.
    send_all(&client, &ids(2..5));
    go.send(()).unwrap();
    plane.log.wait(2);
    go.send(()).unwrap();
    thread::sleep(Duration::from_millis(100));
    assert_eq!(plane.log.batches(), [ids(0..2), ids(2..4)]);
    drop(go);
}

#[test]
fn a_full_queue_goes_at_once_where_a_batch_could_be_larger() {
    let plane = Plane::good();
    let client = builder(&plane.url)
        .batch_events(100)
        .queue_limit(5)
        .build()
        .unwrap();
    send_all(&client, &ids(0..5));
    plane.log.wait(1);
    assert_eq!(plane.log.batches(), [ids(0..5)]);
}

#[test]
fn a_full_queue_gives_the_event_back_and_drops_nothing() {
    let (go, gone) = mpsc::channel::<()>();
    let plane = Plane::new(move |n, _| {
        if n == 0 {
            let _ = gone.recv();
        }
        ok()
    });
    let client = builder(&plane.url)
        .batch_events(2)
        .queue_limit(5)
        .build()
        .unwrap();
    // Two of them are on their way.
    send_all(&client, &ids(0..2));
    plane.log.wait(1);
    send_all(&client, &ids(2..5));
    let refused = event("e5");
    let error = client.send(refused.clone()).unwrap_err();
    assert_eq!(error.kind(), &SendErrorKind::Full);
    assert_eq!(error.to_string(), "the queue is full");
    assert_eq!(error.payload(), &refused);
    go.send(()).unwrap();
    client.flush(LONG).unwrap();
    client.send(error.into_payload()).unwrap();
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), ids(0..6));
    let summary = client.shutdown(HOUR);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (6, 0, 0)
    );
}

#[test]
fn batches_share_a_connection() {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    for id in ids(0..5) {
        client.send(event(&id)).unwrap();
        client.flush(LONG).unwrap();
    }
    let requests = plane.log.requests();
    assert_eq!(requests.len(), 5);
    let ports: Vec<u16> = requests.iter().map(|request| request.port).collect();
    assert_eq!(ports, [ports[0]; 5]);
}
