//! What a double was sent.

use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    /// Without its compression.
    pub(crate) body: String,
    pub(crate) at: Instant,
    /// The client's port: the same for the requests of one connection.
    pub(crate) port: u16,
}

impl Request {
    /// All values of a header.
    pub(crate) fn header(&self, name: &str) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The messageIds of its events.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.json()["batch"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["messageId"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[derive(Default)]
pub(crate) struct Log {
    requests: Mutex<Vec<Request>>,
    came: Condvar,
}

impl Log {
    pub(crate) fn add(&self, request: Request) {
        self.requests.lock().unwrap().push(request);
        self.came.notify_all();
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The requests, once there are so many; at most ten seconds.
    pub(crate) fn wait(&self, requests: usize) -> Vec<Request> {
        let limit = Duration::from_secs(10);
        let (all, _) = self
            .came
            .wait_timeout_while(self.requests.lock().unwrap(), limit, |all| {
                all.len() < requests
            })
            .unwrap();
        assert!(
            all.len() >= requests,
            "{} of {requests} requests",
            all.len()
        );
        all.clone()
    }

    /// The messageIds of each request.
    pub(crate) fn batches(&self) -> Vec<Vec<String>> {
        self.requests().iter().map(Request::ids).collect()
    }

    /// The messageIds of all requests.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.batches().concat()
    }
}
