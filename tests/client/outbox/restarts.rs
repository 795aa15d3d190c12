//! What an event that always fails means for the next client on its outbox.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use group_core::client::{Response, TransportError};

use super::{NOWHERE, Outbox, builder, events, send};
use crate::double::Direct;
use crate::given::LONG;
use crate::log::Request;

fn has_first(request: &Request) -> bool {
    request.ids().contains(&"0".to_owned())
}

type Answer = Result<Response, TransportError>;

/// The first of 300 events always fails in one way.
fn check(test: &str, fails: fn() -> Answer) {
    let outbox = Outbox::new(test);
    let is_mended = Arc::new(AtomicBool::new(false));
    let plane = || {
        let mended = Arc::clone(&is_mended);
        Direct::new(
            move |_, request| match has_first(request) && !mended.load(Ordering::SeqCst) {
                true => fails(),
                false => Ok(Response::new(200)),
            },
        )
    };
    let start = || {
        let plane = plane();
        let log = Arc::clone(&plane.log);
        let client = builder(NOWHERE, &outbox).transport(plane).build().unwrap();
        (client, log)
    };
    let (client, _) = start();
    send(&client, 0..300);
    let error = client.flush(Duration::from_secs(3)).unwrap_err();
    assert_eq!((error.pending, error.failed), (1, 0));
    let summary = client.shutdown(LONG);
    assert_eq!((summary.delivered, summary.pending), (299, 1));

    // The next client knows it already: it tries it alone, and the newer ones in their own batches.
    let (client, log) = start();
    send(&client, 300..500);
    let error = client.flush(Duration::from_millis(500)).unwrap_err();
    assert_eq!((error.pending, error.failed), (1, 0));
    let batches = log.batches();
    let others = batches
        .iter()
        .filter(|batch| !batch.contains(&"0".to_owned()));
    assert_eq!(
        others.collect::<Vec<_>>(),
        [&events(300..400), &events(400..500)]
    );
    assert!(batches.contains(&events(0..1)));
    assert_eq!(client.shutdown(LONG).pending, 1);

    is_mended.store(true, Ordering::SeqCst);
    let (client, log) = start();
    client.flush(LONG).unwrap();
    assert_eq!(log.ids(), events(0..1));
}

#[test]
fn an_event_that_always_gets_500_holds_up_no_other_across_restarts() {
    check("always-500", || Ok(Response::new(500)));
}

#[test]
fn an_event_that_always_times_out_holds_up_no_other_across_restarts() {
    check("always-late", || {
        thread::sleep(Duration::from_millis(20));
        Err(TransportError::timeout())
    });
}

/// It is refused for hours, and has events of days.
#[test]
fn a_403_in_passing_costs_no_event_of_a_backlog() {
    let outbox = Outbox::new("passing-403");
    let client = builder(NOWHERE, &outbox)
        .transport(Direct::new(|_, _| {
            Err(TransportError::connection("refused"))
        }))
        .build()
        .unwrap();
    send(&client, 0..5_000);
    assert_eq!(client.shutdown(Duration::ZERO).pending, 5_000);

    let plane = Direct::new(|n, _| match n {
        0 => Ok(Response::new(403).body("Forbidden")),
        _ => Ok(Response::new(200)),
    });
    let log = Arc::clone(&plane.log);
    let client = builder(NOWHERE, &outbox).transport(plane).build().unwrap();
    client.flush(LONG).unwrap();
    let batches = log.batches();
    assert_eq!(batches[1..].concat(), events(0..5_000));
}

#[test]
fn a_400_for_everything_leaves_a_backlog_where_it_is() {
    let outbox = Outbox::new("all-400");
    let client = builder(NOWHERE, &outbox)
        .transport(Direct::new(|_, _| Ok(Response::new(400))))
        .build()
        .unwrap();
    send(&client, 0..5_000);
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (5_000, 0));
    let stats = client.stats();
    assert_eq!((stats.rejected, stats.set_aside), (0, 0));
    assert_eq!(client.shutdown(Duration::ZERO).pending, 5_000);
    let plane = Direct::new(|_, _| Ok(Response::new(200)));
    let client = builder(NOWHERE, &outbox).transport(plane).build().unwrap();
    client.flush(LONG).unwrap();
    assert_eq!(client.stats().delivered, 5_000);
}
