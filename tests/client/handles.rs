//! Clones, threads, async code, and a client as a sink.

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::Arc;
use std::thread;

use group_core::client::{Client, Sink};

use crate::double::Plane;
use crate::given::{LONG, builder, event, ids};
use crate::log::Log;

#[test]
fn the_events_of_many_threads_all_arrive_once_and_each_thread_s_in_order() {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    let threads: Vec<_> = (0..8)
        .map(|thread| {
            let client = client.clone();
            thread::spawn(move || {
                for i in 0..500 {
                    client.send(event(&format!("{thread}-{i}"))).unwrap();
                    if i % 100 == 0 {
                        client.flush(LONG).unwrap();
                    }
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let summary = client.shutdown(LONG);
    assert_eq!(
        (summary.delivered, summary.failed, summary.pending),
        (4000, 0, 0)
    );
    check_threads(&plane.log);
}

fn check_threads(log: &Log) {
    let mut next: HashMap<String, usize> = HashMap::new();
    for id in log.ids() {
        let (thread, i) = id.split_once('-').unwrap();
        let next = next.entry(thread.to_owned()).or_default();
        assert_eq!(i.parse(), Ok(*next));
        *next += 1;
    }
    assert_eq!(next.len(), 8);
    assert!(next.values().all(|sent| *sent == 500));
}

#[test]
fn a_flush_waits_for_all_that_its_own_thread_sent() {
    let plane = Plane::good();
    let client = builder(&plane.url).batch_events(3).build().unwrap();
    thread::scope(|scope| {
        for thread in 0..4 {
            let (client, log) = (client.clone(), &plane.log);
            scope.spawn(move || {
                for i in 0..20 {
                    let id = format!("{thread}-{i}");
                    client.send(event(&id)).unwrap();
                    client.flush(LONG).unwrap();
                    assert!(log.ids().contains(&id));
                }
            });
        }
    });
}

#[tokio::test]
async fn async_code_sends_and_flushes_by_spawn_blocking() {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    let task = tokio::spawn({
        let client = client.clone();
        async move { client.send(event("e0")) }
    });
    task.await.unwrap().unwrap();
    client.send(event("e1")).unwrap();
    let flushes = client.clone();
    tokio::task::spawn_blocking(move || flushes.flush(LONG))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(plane.log.ids(), ["e0", "e1"]);
    let summary = tokio::task::spawn_blocking(move || client.shutdown(LONG))
        .await
        .unwrap();
    assert_eq!(summary.delivered, 2);
}

fn send_by_reference(sink: &dyn Sink) {
    sink.send(event("e0")).unwrap();
}

fn send_by_generics(sink: impl Sink) {
    sink.send(event("e1")).unwrap();
}

#[test]
fn a_client_is_a_sink() {
    let plane = Plane::good();
    let client = builder(&plane.url).build().unwrap();
    send_by_reference(&client);
    send_by_generics(&client);
    send_by_generics(Arc::new(client.clone()));
    send_by_generics(client);
    assert_eq!(plane.log.ids(), ["e0", "e1", "e1", "e1"]);
}

#[test]
fn a_client_goes_everywhere() {
    fn check<T: Clone + Send + Sync + Debug + 'static>() {}
    check::<Client>();
}

#[test]
fn a_client_works_from_a_static() {
    static CLIENT: std::sync::OnceLock<Client> = std::sync::OnceLock::new();
    let plane = Plane::good();
    let client = CLIENT.get_or_init(|| builder(&plane.url).build().unwrap());
    for id in ids(0..3) {
        client.send(event(&id)).unwrap();
    }
    client.flush(LONG).unwrap();
    assert_eq!(plane.log.ids(), ids(0..3));
}
