//! Calls that wait, from async code.

use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use group_core::client::{Client, Response};

use crate::double::Direct;
use crate::given::{LONG, builder, ids, send_all};

const URL: &str = "https://example.dataplane.rudderstack.com";

/// The smallest runtime.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(done) => return done,
            Poll::Pending => thread::park(),
        }
    }
}

/// A client whose data plane answers once it may.
fn waiting() -> (Client, mpsc::Sender<()>) {
    let (go, gone) = mpsc::channel::<()>();
    let plane = Direct::new(move |_, _| {
        let _ = gone.recv();
        Ok(Response::new(200))
    });
    let client = builder(URL).transport(plane).build().unwrap();
    (client, go)
}

#[test]
fn no_runtime_is_asked_for() {
    let (client, go) = waiting();
    send_all(&client, &ids(0..3));
    let short = Duration::from_millis(20);
    let error = block_on(client.flush_async(short)).unwrap_err();
    assert_eq!((error.pending, error.failed), (3, 0));
    drop(go);
    block_on(client.flush_async(LONG)).unwrap();
    let summary = block_on(client.shutdown_async(LONG));
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (3, 0, 0)
    );
}

#[test]
fn nothing_happens_before_the_first_poll() {
    let (client, _go) = waiting();
    drop(client.shutdown_async(LONG));
    send_all(&client, &ids(0..1));
    drop(client.flush_async(LONG));
    assert_eq!(client.stats().in_hand, 0);
}

#[test]
fn a_flush_of_another_thread_sends_the_batch_at_once() {
    let (client, go) = waiting();
    send_all(&client, &ids(0..3));
    drop(go);
    let flush = client.flush_async(LONG);
    drop(client);
    block_on(flush).unwrap();
}

/// Whoever dropped it has not learned how many there were.
#[test]
fn a_flush_that_is_dropped_leaves_what_was_given_up_to_the_next_one() {
    let (go, gone) = mpsc::channel::<()>();
    let plane = Direct::new(move |n, _| match n {
        0 => Ok(Response::new(400)),
        _ => {
            let _ = gone.recv();
            Ok(Response::new(200))
        }
    });
    let client = builder(URL)
        .transport(plane)
        .batch_events(1)
        .build()
        .unwrap();
    send_all(&client, &ids(0..1));
    while client.stats().rejected != 1 {
        thread::sleep(Duration::from_millis(5));
    }
    send_all(&client, &ids(1..2));
    let mut flush = Box::pin(client.flush_async(LONG));
    let mut context = Context::from_waker(Waker::noop());
    assert!(flush.as_mut().poll(&mut context).is_pending());
    thread::sleep(Duration::from_millis(50));
    drop(flush);
    thread::sleep(Duration::from_millis(50));
    drop(go);
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (0, 1));
}

/// The last handle may be dropped before the future is awaited.
#[test]
fn a_shutdown_has_its_time_though_the_client_is_dropped() {
    let shutdowns = [false, true].map(|is_begun| {
        let (client, go) = waiting();
        send_all(&client, &ids(0..1));
        let mut shutdown = Box::pin(client.shutdown_async(LONG));
        if is_begun {
            let mut context = Context::from_waker(Waker::noop());
            assert!(shutdown.as_mut().poll(&mut context).is_pending());
            thread::sleep(Duration::from_millis(50));
        }
        let start = Instant::now();
        drop(client);
        assert!(start.elapsed() < Duration::from_millis(200));
        (shutdown, go)
    });
    // Longer than a client goes on whose last handle was dropped.
    thread::sleep(Duration::from_millis(5_500));
    for (shutdown, go) in shutdowns {
        drop(go);
        assert_eq!(block_on(shutdown).delivered, 1);
    }
}

fn threads() -> Vec<String> {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    tasks
        .filter_map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")).ok())
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_future_that_is_dropped_leaves_no_thread() {
    let (client, go) = waiting();
    send_all(&client, &ids(0..3));
    let waits = || {
        threads()
            .iter()
            .filter(|name| *name == "group-core wait\n")
            .count()
    };
    let mut futures: Vec<_> = (0..50)
        .map(|_| Box::pin(client.flush_async(LONG)))
        .collect();
    let mut context = Context::from_waker(Waker::noop());
    for future in &mut futures {
        assert!(future.as_mut().poll(&mut context).is_pending());
    }
    // A thread has its name a moment after it began.
    let start = Instant::now();
    while waits() < 50 {
        assert!(start.elapsed() < LONG / 2, "{} threads", waits());
        thread::sleep(Duration::from_millis(5));
    }
    drop(futures);
    while waits() > 5 {
        assert!(start.elapsed() < LONG / 2, "{} threads", waits());
        thread::sleep(Duration::from_millis(5));
    }
    drop(go);
}

#[tokio::test]
async fn a_runtime_with_one_thread_goes_on_meanwhile() {
    let (client, go) = waiting();
    send_all(&client, &ids(0..3));
    let flush = tokio::spawn(client.flush_async(LONG));
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(!flush.is_finished());
    drop(go);
    flush.await.unwrap().unwrap();
    assert_eq!(client.shutdown_async(LONG).await.delivered, 3);
}

/// A task that drops a client with a dead data plane does not hold up the others of its thread for seconds.
#[tokio::test]
async fn a_drop_returns_within_half_a_second() {
    let (client, _go) = waiting();
    send_all(&client, &ids(0..3));
    let monitor = client.monitor();
    let start = Instant::now();
    drop(client);
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "{:?}",
        start.elapsed()
    );
    let stats = monitor.stats();
    assert_eq!(stats.in_hand + stats.waiting, 3);
}

#[test]
fn the_futures_make_one_request_at_once_during_a_pause_too() {
    let is_mended = Arc::new(AtomicBool::new(false));
    let mended = Arc::clone(&is_mended);
    let plane = Direct::new(move |_, _| match mended.load(Ordering::SeqCst) {
        true => Ok(Response::new(200)),
        false => Ok(Response::new(404)),
    });
    let log = Arc::clone(&plane.log);
    let client = builder(URL).transport(plane).build().unwrap();
    send_all(&client, &ids(0..3));
    block_on(client.flush_async(LONG)).unwrap_err();
    let before = log.requests().len();
    // If they waited for the end of the pause, the last would wait for more than a minute.
    for flushes in 1..=6 {
        let error = block_on(client.flush_async(LONG)).unwrap_err();
        assert_eq!((error.pending, error.status()), (3, Some(404)));
        assert_eq!(log.requests().len(), before + flushes);
    }
    is_mended.store(true, Ordering::SeqCst);
    let summary = block_on(client.shutdown_async(LONG));
    assert_eq!((summary.delivered, summary.pending), (3, 0));
}
