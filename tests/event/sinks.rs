//! The sinks that send nowhere: a recorder, lines, none.

use std::fmt::Debug;
use std::io::Write;
use std::sync::Arc;
use std::thread;

use group_core::sink::{Lines, Recorder, SendError, SendErrorKind, Sink};
use group_core::{Error, Identity, Payload};

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

/// As the state of a web service does, which many threads share.
#[test]
fn any_sink_can_be_shared_between_threads() {
    #[derive(Clone)]
    struct App {
        events: Arc<dyn Sink>,
    }
    fn state<S: Clone + Send + Sync + 'static>(state: S) -> S {
        state
    }
    let recorder = Recorder::new();
    let app = state(App {
        events: Arc::new(recorder.clone()),
    });
    let handler = app.clone();
    thread::spawn(move || send_by_reference(&handler.events))
        .join()
        .unwrap();
    send_by_reference(&*app.events);
    assert_eq!(recorder.sent().len(), 2);
}

struct Refusing;

impl Sink for Refusing {
    fn send(&self, payload: Payload) -> Result<(), SendError> {
        Err(SendError::new(payload, SendErrorKind::Full))
    }
}

fn build_and_send(events: &dyn Sink, user: &str) -> Result<(), Error> {
    let event = Identity::user(user).group_with_id("5e8a", &()).build()?;
    events.send(event)?;
    Ok(())
}

#[test]
fn one_error_is_of_what_was_not_built_and_of_what_was_not_sent() {
    build_and_send(&Recorder::new(), "u").unwrap();

    let error = build_and_send(&Recorder::new(), " ").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the event was refused: userId: an id can't be empty or blank"
    );
    let Error::Build(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.problems().len(), 1);

    let error = build_and_send(&Refusing, "u").unwrap_err();
    assert_eq!(error.to_string(), "the queue is full");
    let Error::Send(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.kind(), &SendErrorKind::Full);
    assert_eq!(error.into_payload().user_id(), Some("u"));
}

#[test]
fn the_error_of_both_goes_into_a_box() {
    fn boxed() -> Result<(), Box<dyn std::error::Error + Send + Sync + 'static>> {
        build_and_send(&Refusing, "u")?;
        Ok(())
    }
    let error = boxed().unwrap_err();
    assert!(error.is::<Error>());
    // Its text is that of the error inside, which is not shown once more.
    assert!(error.source().is_none());
}
