//! The outbox: what `send` took is delivered, whatever becomes of the process.

mod crash;
mod file;
mod restarts;
mod set_aside;

use std::path::PathBuf;
use std::time::Duration;

use group_core::client::{Client, ClientBuilder, RetryPolicy};

use crate::given::{LONG, event};

/// Nothing listens there.
const NOWHERE: &str = "http://127.0.0.1:9";

/// A client with an outbox that sends a part batch only at a flush, and tries again soon. It takes the outbox over, because
/// each data plane of a test has a port of its own.
fn builder(url: &str, outbox: &Outbox) -> ClientBuilder {
    let soon = RetryPolicy::default()
        .first_delay(Duration::from_millis(1))
        .max_delay(Duration::from_millis(20));
    Client::builder("KEY", url)
        .outbox(&outbox.path)
        .take_over_outbox()
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

/// A folder of its own for a test, removed at the end of it.
struct Outbox {
    path: PathBuf,
}

impl Outbox {
    fn new(test: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{test}-{}.outbox", std::process::id()));
        let outbox = Self { path };
        outbox.remove();
        outbox
    }

    fn remove(&self) {
        let _ = std::fs::remove_file(&self.path);
        let _ = std::fs::remove_dir_all(&self.path);
    }

    /// Its files, the largest last.
    fn files(&self) -> Vec<(u64, PathBuf)> {
        let files = std::fs::read_dir(&self.path).unwrap();
        let mut files: Vec<_> = files
            .map(|file| file.unwrap())
            .map(|file| (file.metadata().unwrap().len(), file.path()))
            .collect();
        files.sort();
        files
    }

    fn size(&self) -> u64 {
        self.files().iter().map(|(len, _)| len).sum()
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        self.remove();
    }
}
