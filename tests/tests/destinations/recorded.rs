//! What RudderStack's own code made of three group events, recorded by running it.

use group_core::Payload;
use group_core::destinations::{Report, report_for};
use serde_json::{Map, Value};

pub(crate) struct Recorded {
    value: Value,
}

impl Recorded {
    pub(crate) fn read() -> Self {
        let text = include_str!("../../data/destinations/arrivals.json");
        Self {
            value: serde_json::from_str(text).unwrap(),
        }
    }

    /// In the order of their names.
    pub(crate) fn destinations(&self) -> Vec<&str> {
        let arrivals = self.value["arrivals"].as_object().unwrap();
        let mut names: Vec<_> = arrivals.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    pub(crate) fn events(&self) -> [&'static str; 3] {
        ["rich", "edges", "anonymous"]
    }

    /// The JSON of an event.
    fn event(&self, event: &str) -> &str {
        self.value["events"][event].as_str().unwrap()
    }

    pub(crate) fn traits(&self, event: &str) -> Map<String, Value> {
        let mut event: Value = serde_json::from_str(self.event(event)).unwrap();
        serde_json::from_value(event["traits"].take()).unwrap()
    }

    pub(crate) fn report(&self, event: &str) -> Report {
        report_for(&Payload::from_json(self.event(event)).unwrap())
    }

    /// What a destination was sent, or what was loaded into it; `None` if the event was refused.
    pub(crate) fn requests(&self, destination: &str, event: &str) -> Option<&[Value]> {
        let requests = self.value["arrivals"][destination][event].get("requests")?;
        requests.as_array().map(Vec::as_slice)
    }
}
