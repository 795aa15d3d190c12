//! The client, against a data plane on loopback.

mod answers;
mod batches;
mod double;
mod ends;
mod faults;
mod handles;
mod log;
mod pauses;
mod requests;
mod secrets;
mod settings;
mod tls;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use group_core::client::{Client, ClientBuilder, FailReason, Failed, RetryPolicy};
use group_core::{GroupTraits, Identity, Payload};

/// Longer than any test takes.
const LONG: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// A client that sends a part batch only at a flush, and tries again soon.
fn builder(url: &str) -> ClientBuilder {
    Client::builder("KEY", url)
        .flush_every(HOUR)
        .retry(soon(100))
}

fn soon(attempts: u32) -> RetryPolicy {
    RetryPolicy::default()
        .attempts(attempts)
        .first_delay(Duration::from_millis(1))
        .max_delay(Duration::from_millis(5))
}

fn event(id: &str) -> Payload {
    Identity::user("u")
        .group_with_id("5e8a", &())
        .message_id(id)
        .build()
        .unwrap()
}

/// An event of so many bytes.
fn event_of(id: &str, bytes: usize) -> Payload {
    #[derive(GroupTraits)]
    struct Padded {
        pad: String,
    }
    let build = |pad: usize| {
        Identity::user("u")
            .group_with_id(
                "5e8a",
                &Padded {
                    pad: "x".repeat(pad),
                },
            )
            .message_id(id)
            .build()
            .unwrap()
    };
    let one = build(1).as_str().len();
    let event = build(bytes - one + 1);
    assert_eq!(event.as_str().len(), bytes);
    event
}

/// `e0`, `e1`, …
fn ids(events: std::ops::Range<usize>) -> Vec<String> {
    events.map(|i| format!("e{i}")).collect()
}

fn send_all(client: &Client, ids: &[String]) {
    for id in ids {
        client.send(event(id)).unwrap();
    }
}

/// What `on_failure` was told.
#[derive(Clone, Default)]
struct Failures(Arc<Mutex<Vec<Failure>>>);

/// The messageId, and what stands in `Failed`.
type Failure = (String, FailReason, Option<u16>, String);

impl Failures {
    fn listen(&self) -> impl Fn(Failed) + Send + Sync + 'static {
        let told = self.clone();
        move |failed| {
            told.0.lock().unwrap().push((
                failed.payload.message_id().to_owned(),
                failed.reason,
                failed.status,
                failed.answer,
            ));
        }
    }

    fn told(&self) -> Vec<Failure> {
        self.0.lock().unwrap().clone()
    }

    fn ids(&self) -> Vec<String> {
        self.told().into_iter().map(|failure| failure.0).collect()
    }
}
