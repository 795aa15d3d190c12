//! The sinks that send nowhere: a recorder, lines, none.

use std::fmt::Debug;
use std::io::Write;

use group_core::sink::{Lines, Recorder, SendError, SendErrorKind, Sink};
use group_core::{Identity, Payload};

fn event(id: &str) -> Payload {
    let user = Identity::user("u");
    let call = user.group_with_id("5e8a", &()).message_id(id);
    call.build().unwrap()
}

fn send_by_reference(sink: &dyn Sink) {
    sink.send(event("e0")).unwrap();
}

fn send_by_generics(sink: impl Sink) {
    sink.send(event("e1")).unwrap();
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
fn a_box_of_a_sink_is_one() {
    let recorder = Recorder::new();
    let sink: Box<dyn Sink> = Box::new(recorder.clone());
    send_by_generics(sink);
    assert_eq!(recorder.sent().len(), 1);
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
fn a_sink_that_is_none_takes_an_event_and_sends_none() {
    let none: Option<Recorder> = None;
    send_by_reference(&none);
    send_by_generics(none);
}

#[test]
fn a_sink_that_is_some_gets_the_event() {
    let recorder = Recorder::new();
    send_by_reference(&Some(recorder.clone()));
    send_by_generics(Some(&recorder));
    let sent = recorder.take();
    let sent: Vec<&str> = sent.iter().map(Payload::message_id).collect();
    assert_eq!(sent, ["e0", "e1"]);
}

#[test]
fn a_sink_that_is_some_gives_back_what_it_does_not_take() {
    let lines = Some(Lines::new([].as_mut_slice()));
    let refused = event("e0");
    let error = lines.send(refused.clone()).unwrap_err();
    assert_eq!(error.into_payload(), refused);
}

#[test]
fn a_recorder_goes_everywhere() {
    fn check<T: Clone + Send + Sync + Debug + 'static>() {}
    check::<Recorder>();
}

#[test]
fn an_error_of_send_says_what_to_do() {
    let says = |kind| SendError::new(event("e0"), kind).to_string();
    assert_eq!(
        says(SendErrorKind::Forked),
        "this process was forked off the one that built the client, whose thread is not in it: build a client in the child"
    );
    assert_eq!(
        says(SendErrorKind::Certificate {
            message: "expired".to_owned()
        }),
        "the queue is full, and the data plane's certificate is refused: expired"
    );
}
