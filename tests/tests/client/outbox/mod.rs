//! The outbox: what `send` took is delivered, whatever becomes of the process.

mod crash;
mod file;

use std::path::PathBuf;
use std::time::Duration;

use group_core::client::{Client, ClientBuilder, RetryPolicy};

use crate::given::{LONG, event};

/// Nothing listens there.
const NOWHERE: &str = "http://127.0.0.1:9";

/// A client with an outbox that sends a part batch only at a flush, and tries again soon.
fn builder(url: &str, outbox: &Outbox) -> ClientBuilder {
    let soon = RetryPolicy::default()
        .first_delay(Duration::from_millis(1))
        .max_delay(Duration::from_millis(20));
    Client::builder("KEY", url)
        .outbox(&outbox.path)
        .flush_every(LONG)
        .retry(soon)
}

fn events(ids: std::ops::Range<usize>) -> Vec<String> {
    ids.map(|id| id.to_string()).collect()
}

fn send(client: &Client, ids: std::ops::Range<usize>) {
    for id in ids {
        client.send(event(&id.to_string())).unwrap();
    }
}

/// A file of its own for a test, removed at the end of it.
struct Outbox {
    path: PathBuf,
}

impl Outbox {
    fn new(test: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}.outbox"));
        let outbox = Self { path };
        outbox.remove();
        outbox
    }

    fn remove(&self) {
        for suffix in ["", "-wal", "-shm"] {
            let mut path = self.path.clone().into_os_string();
            path.push(suffix);
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        self.remove();
    }
}
