//! Clones, threads, async code, and the other sinks.

use std::collections::HashMap;
use std::fmt::Debug;
use std::io::Write;
use std::sync::Arc;
use std::thread;

use group_core::Payload;
use group_core::client::{Client, Lines, Recorder, SendErrorKind, Sink};

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
fn a_recorder_is_a_sink_whose_clones_share_what_they_keep() {
    let recorder = Recorder::new();
    send_by_reference(&recorder);
    send_by_generics(&recorder);
    send_by_generics(recorder.clone());
    let sent = recorder.sent();
    let sent: Vec<&str> = sent.iter().map(Payload::message_id).collect();
    assert_eq!(sent, ["e0", "e1", "e1"]);
    assert_eq!(recorder.take().len(), 3);
    assert_eq!(recorder.sent(), []);
}

#[test]
fn lines_are_a_sink_that_writes_each_event_as_it_is() {
    let events = [event("e0"), event("e1")];
    let lines = Lines::new(Vec::new());
    for event in &events {
        (&lines as &dyn Sink).send(event.clone()).unwrap();
    }
    assert_eq!(
        String::from_utf8(lines.into_inner()).unwrap(),
        format!("{}\n{}\n", events[0], events[1])
    );
    send_by_generics(Lines::new(std::io::sink()));
}

#[test]
fn lines_that_can_not_be_written_give_the_event_back() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("no space"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let lines = Lines::new(Full);
    let refused = event("e0");
    let error = lines.send(refused.clone()).unwrap_err();
    assert_eq!(
        error.kind(),
        &SendErrorKind::Write {
            message: "no space".to_owned()
        }
    );
    assert_eq!(
        error.to_string(),
        "the event could not be written: no space"
    );
    assert_eq!(error.into_payload(), refused);
}

#[test]
fn a_client_goes_everywhere() {
    fn check<T: Clone + Send + Sync + Debug + 'static>() {}
    check::<Client>();
    check::<Recorder>();
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
