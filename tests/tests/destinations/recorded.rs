//! What RudderStack's own code made of group events, recorded by running it.

use group_core::Payload;
use group_core::destinations::{Report, report_for};
use serde_json::{Map, Value};

pub(crate) struct Recorded {
    value: Value,
}

impl Recorded {
    /// Three events, in every destination.
    pub(crate) fn read() -> Self {
        Self::of(include_str!("../../data/destinations/arrivals.json"))
    }

    /// Events as the gateway passes them on, in destinations that look at the user, at the ids or at what a trait says.
    pub(crate) fn of_gateway() -> Self {
        Self::of(include_str!("../../data/destinations/gateway.json"))
    }

    fn of(text: &str) -> Self {
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

    pub(crate) fn events(&self) -> Vec<&str> {
        let events = self.value["events"].as_object().unwrap();
        events.keys().map(String::as_str).collect()
    }

    /// The JSON of an event.
    fn event(&self, event: &str) -> &str {
        self.value["events"][event].as_str().unwrap()
    }

    pub(crate) fn traits(&self, event: &str) -> Map<String, Value> {
        let mut event: Value = serde_json::from_str(self.event(event)).unwrap();
        serde_json::from_value(event["traits"].take()).unwrap()
    }

    pub(crate) fn event_has(&self, event: &str, text: &str) -> bool {
        self.event(event).contains(text)
    }

    pub(crate) fn member(&self, event: &str, name: &str) -> Value {
        let mut event: Value = serde_json::from_str(self.event(event)).unwrap();
        event[name].take()
    }

    pub(crate) fn report(&self, event: &str) -> Report {
        report_for(&Payload::from_json(self.event(event)).unwrap())
    }

    /// Whether RudderStack reports the event as failed.
    pub(crate) fn fails(&self, destination: &str, event: &str) -> bool {
        let arrival = &self.value["arrivals"][destination][event];
        arrival.get("refused").is_some() || arrival.get("failure").is_some()
    }

    /// What a destination was sent, or what was loaded into it. `None` if that was not recorded, since the event failed.
    pub(crate) fn requests(&self, destination: &str, event: &str) -> Option<&[Value]> {
        let requests = self.value["arrivals"][destination][event].get("requests")?;
        requests.as_array().map(Vec::as_slice)
    }
}
