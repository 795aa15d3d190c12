//! What the tests start from: clients that wait for nobody, and events.

use std::time::Duration;

use group_core::client::{Client, ClientBuilder, RetryPolicy};
use group_core::{GroupTraits, Identity, Payload};

/// Longer than any test takes.
pub(crate) const LONG: Duration = Duration::from_secs(60);
pub(crate) const HOUR: Duration = Duration::from_secs(3600);

/// A client that sends a part batch only at a flush, and tries again soon.
pub(crate) fn builder(url: &str) -> ClientBuilder {
    Client::builder("KEY", url)
        .flush_every(HOUR)
        .retry(soon(100))
}

pub(crate) fn soon(attempts: u32) -> RetryPolicy {
    RetryPolicy::default()
        .attempts(attempts)
        .first_delay(Duration::from_millis(1))
        .max_delay(Duration::from_millis(5))
}

pub(crate) fn event(id: &str) -> Payload {
    Identity::user("u")
        .group_with_id("5e8a", &())
        .message_id(id)
        .build()
        .unwrap()
}

/// An event of so many bytes.
pub(crate) fn event_of(id: &str, bytes: usize) -> Payload {
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
pub(crate) fn ids(events: std::ops::Range<usize>) -> Vec<String> {
    events.map(|i| format!("e{i}")).collect()
}

pub(crate) fn send_all(client: &Client, ids: &[String]) {
    for id in ids {
        client.send(event(id)).unwrap();
    }
}
