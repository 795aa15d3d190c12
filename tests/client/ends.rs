//! Shutdown and drop.

use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use group_core::client::{Client, Response, SendErrorKind, Summary, TransportError};

use crate::double::{Direct, Plane, Raw, answer, ok};
use crate::failures::Failures;
use crate::given::{HOUR, LONG, builder, event, ids, send_all, soon};

fn counts(summary: Summary) -> (u64, u64, u64) {
    (summary.delivered, summary.failed, summary.pending)
}

/// A URL on which nobody listens.
fn dead() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[test]
fn shutdown_sends_what_is_pending() {
    let plane = Plane::good();
    let client = builder(&plane.url).batch_events(3).build().unwrap();
    send_all(&client, &ids(0..10));
    assert_eq!(counts(client.shutdown(LONG)), (10, 0, 0));
    assert_eq!(plane.log.ids(), ids(0..10));
}

#[test]
fn after_shutdown_an_event_is_given_back() {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    let clone = client.clone();
    client.shutdown(LONG);
    for handle in [client, clone] {
        let refused = event("e0");
        let error = handle.send(refused.clone()).unwrap_err();
        assert_eq!(error.kind(), &SendErrorKind::ShutDown);
        assert_eq!(error.to_string(), "the client was shut down");
        assert_eq!(error.into_payload(), refused);
    }
    assert_eq!(plane.log.requests().len(), 0);
}

#[test]
fn after_shutdown_the_other_calls_do_no_harm() {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    for _ in 0..3 {
        assert_eq!(counts(client.shutdown(LONG)), (3, 0, 0));
        client.resume();
        client.flush(LONG).unwrap();
    }
}

#[test]
fn a_flush_after_a_shutdown_that_left_events_says_so_at_once() {
    let client = builder(&dead()).retry(soon(1_000_000)).build().unwrap();
    send_all(&client, &ids(0..3));
    assert_eq!(
        counts(client.shutdown(Duration::from_millis(200))),
        (0, 0, 3)
    );
    let start = Instant::now();
    let error = client.flush(LONG).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(30));
    assert_eq!((error.pending, error.failed), (3, 0));
}

#[test]
fn shutdown_tells_of_events_that_were_given_up() {
    let plane = Plane::new(|_, request| {
        if request.ids().contains(&"e1".to_owned()) {
            answer(400, "")
        } else {
            ok()
        }
    });
    let failures = Failures::default();
    let client = builder(&plane.url)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    send_all(&client, &ids(0..4));
    assert_eq!(counts(client.shutdown(LONG)), (3, 1, 0));
    assert_eq!(failures.ids(), ["e1"]);
}

#[test]
fn shutdown_with_a_dead_server_keeps_its_bound_and_counts_everything() {
    let client = builder(&dead())
        .retry(soon(1_000_000))
        .batch_events(2)
        .build()
        .unwrap();
    send_all(&client, &ids(0..7));
    let start = Instant::now();
    assert_eq!(
        counts(client.shutdown(Duration::from_millis(300))),
        (0, 0, 7)
    );
    assert!(start.elapsed() < Duration::from_secs(10));
}

/// The server may be back since.
#[test]
fn shutdown_waits_for_no_delay_that_began_before_it() {
    let plane = Direct::new(|n, _| match n {
        0 => Err(TransportError::connection("refused")),
        _ => Ok(Response::new(200)),
    });
    let log = std::sync::Arc::clone(&plane.log);
    let client = builder("https://example.dataplane.rudderstack.com")
        .transport(plane)
        .retry(soon(100).first_delay(HOUR).max_delay(HOUR))
        .build()
        .unwrap();
    send_all(&client, &ids(0..3));
    let _ = client.flush(Duration::from_millis(1));
    log.wait(1);
    assert_eq!(counts(client.shutdown(LONG)), (3, 0, 0));
}

#[test]
fn shutdown_obeys_a_retry_after() {
    let plane = Plane::new(|_, _| answer(503, "").with("Retry-After", "60"));
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..3));
    let _ = client.flush(Duration::from_millis(100));
    assert_eq!(
        counts(client.shutdown(Duration::from_millis(200))),
        (0, 0, 3)
    );
    assert_eq!(plane.log.requests().len(), 1);
}

#[test]
fn shutdown_with_a_server_that_does_not_answer_keeps_its_bound() {
    let plane = Raw::new(|_, wire| {
        wire.read();
        wire.wait_for_close();
    });
    let client = builder(&plane.url)
        .timeout(Duration::from_secs(2))
        .batch_events(2)
        .build()
        .unwrap();
    send_all(&client, &ids(0..7));
    plane.log.wait(1);
    let start = Instant::now();
    assert_eq!(
        counts(client.shutdown(Duration::from_millis(100))),
        (0, 0, 7)
    );
    assert!(start.elapsed() < Duration::from_millis(1500));
}

#[test]
fn shutdown_between_halves_adds_up() {
    let (go, gone) = mpsc::channel::<()>();
    let plane = Plane::new(move |n, _| match n {
        0 => answer(400, ""),
        1 => ok(),
        _ => {
            let _ = gone.recv();
            ok()
        }
    });
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..4));
    let _ = client.flush(Duration::from_millis(1));
    plane.log.wait(3);
    assert_eq!(
        counts(client.shutdown(Duration::from_millis(100))),
        (2, 0, 2)
    );
    drop(go);
    // What was on its way arrives, and is counted.
    let limit = Instant::now() + Duration::from_secs(10);
    while counts(client.shutdown(LONG)) != (4, 0, 0) && Instant::now() < limit {
        thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(counts(client.shutdown(LONG)), (4, 0, 0));
}

#[test]
fn after_the_time_of_a_shutdown_nothing_more_is_begun() {
    let (go, gone) = mpsc::channel::<()>();
    let plane = Plane::new(move |n, _| {
        if n == 0 {
            let _ = gone.recv();
            return answer(400, "");
        }
        ok()
    });
    let failures = Failures::default();
    let client = builder(&plane.url)
        .on_failure(failures.listen())
        .build()
        .unwrap();
    send_all(&client, &ids(0..4));
    let _ = client.flush(Duration::from_millis(1));
    plane.log.wait(1);
    assert_eq!(
        counts(client.shutdown(Duration::from_millis(100))),
        (0, 0, 4)
    );
    drop(go);
    thread::sleep(Duration::from_millis(300));
    assert_eq!(plane.log.batches(), [ids(0..4)]);
    assert_eq!(counts(client.shutdown(LONG)), (0, 0, 4));
    assert_eq!(failures.told(), []);
}

#[test]
fn a_shutdown_without_time_counts_everything() {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..5));
    let (delivered, failed, pending) = counts(client.shutdown(Duration::ZERO));
    assert_eq!((delivered + pending, failed), (5, 0));
}

#[test]
fn the_longest_times_are_times() {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(Duration::MAX).unwrap();
    client.send(event("e1")).unwrap();
    assert_eq!(counts(client.shutdown(Duration::MAX)), (2, 0, 0));
}

#[test]
fn two_shutdowns_at_once_both_return() {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    send_all(&client, &ids(0..50));
    let other = client.clone();
    let thread = thread::spawn(move || counts(other.shutdown(LONG)));
    assert_eq!(counts(client.shutdown(LONG)), (50, 0, 0));
    assert_eq!(thread.join().unwrap(), (50, 0, 0));
}

#[test]
fn a_flush_that_waits_returns_when_the_client_is_shut_down() {
    let client = builder(&dead()).retry(soon(1_000_000)).build().unwrap();
    send_all(&client, &ids(0..3));
    let other = client.clone();
    let thread = thread::spawn(move || {
        let start = Instant::now();
        (other.flush(LONG).unwrap_err().pending, start.elapsed())
    });
    thread::sleep(Duration::from_millis(100));
    client.shutdown(Duration::from_millis(100));
    let (pending, time) = thread.join().unwrap();
    assert_eq!(pending, 3);
    assert!(time < Duration::from_secs(30));
}

#[test]
fn events_sent_while_another_thread_shuts_down_are_counted_or_given_back() {
    for _ in 0..5 {
        let plane = Plane::good();
        let client = builder(&plane.url).batch_events(5).build().unwrap();
        let other = client.clone();
        let thread = thread::spawn(move || {
            ids(0..500)
                .iter()
                .take_while(|id| other.send(event(id)).is_ok())
                .count()
        });
        thread::sleep(Duration::from_millis(2));
        let summary = client.shutdown(LONG);
        let sent = thread.join().unwrap();
        assert_eq!(counts(summary), (sent as u64, 0, 0));
        assert_eq!(plane.log.ids(), ids(0..sent));
    }
}

#[test]
fn the_drop_of_the_last_clone_sends_what_is_pending() {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    let clone = client.clone();
    send_all(&client, &ids(0..5));
    drop(client);
    thread::sleep(Duration::from_millis(50));
    assert_eq!(plane.log.requests().len(), 0);
    drop(clone);
    assert_eq!(plane.log.ids(), ids(0..5));
}

#[test]
fn a_drop_during_a_pause_returns() {
    let plane = Plane::new(|_, _| answer(401, ""));
    let client = builder(&plane.url).build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap_err();
    let start = Instant::now();
    drop(client);
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_drop_with_a_dead_server_returns() {
    let client = builder(&dead()).retry(soon(20)).build().unwrap();
    client.send(event("e0")).unwrap();
    let start = Instant::now();
    drop(client);
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_idle_client_uses_no_processor_time() {
    let plane = Plane::good();
    let clients: Vec<Client> = (0..3)
        .map(|_| builder(&plane.url).build().unwrap())
        .collect();
    // One has nothing, one waits for its batch to fill, one has delivered.
    clients[1].send(event("e0")).unwrap();
    clients[2].send(event("e1")).unwrap();
    clients[2].flush(HOUR).unwrap();
    let Some(before) = switches() else {
        return;
    };
    thread::sleep(Duration::from_millis(300));
    let after = switches().unwrap();
    for (thread, (runs, nanos)) in after {
        if let Some((runs_before, nanos_before)) = before.get(&thread) {
            // Other tests run at the same time: only a thread that never rests is a fault.
            assert!(
                nanos - nanos_before < 250_000_000 && runs - runs_before < 100_000,
                "{thread}"
            );
        }
    }
}

/// How often and how long each of the clients' threads ran, where the system tells.
fn switches() -> Option<std::collections::HashMap<String, (u64, u64)>> {
    let mut all = std::collections::HashMap::new();
    for task in std::fs::read_dir("/proc/self/task").ok()? {
        let path = task.ok()?.path();
        let name = std::fs::read_to_string(path.join("comm")).unwrap_or_default();
        if !name.starts_with("group-core") {
            continue;
        }
        let text = std::fs::read_to_string(path.join("schedstat")).unwrap_or_default();
        let mut numbers = text.split_whitespace().map(str::parse);
        if let (Some(Ok(nanos)), _, Some(Ok(runs))) =
            (numbers.next(), numbers.next(), numbers.next())
        {
            all.insert(path.display().to_string(), (runs, nanos));
        }
    }
    Some(all)
}
