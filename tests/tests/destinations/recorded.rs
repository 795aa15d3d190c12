//! What RudderStack's own code made of three group events, recorded by running it.

use group_core::Payload;
use group_core::destinations::{Report, report_for};
use serde_json::{Map, Value};

pub(crate) struct Recorded {
    value: Value,
}

/// What came of an event in one destination.
pub(crate) enum Arrival<'a> {
    Refused(&'a str),
    Requests(&'a [Value]),
}

impl Recorded {
    pub(crate) fn read() -> Self {
        let text = include_str!("../../data/destinations/arrivals.json");
        Self {
            value: serde_json::from_str(text).unwrap(),
        }
    }

    pub(crate) fn destinations(&self) -> Vec<&str> {
        let arrivals = self.value["arrivals"].as_object().unwrap();
        arrivals.keys().map(String::as_str).collect()
    }

    pub(crate) fn events(&self) -> Vec<&str> {
        let events = self.value["events"].as_object().unwrap();
        events.keys().map(String::as_str).collect()
    }

    pub(crate) fn traits(&self, event: &str) -> &Map<String, Value> {
        self.value["events"][event]["traits"].as_object().unwrap()
    }

    pub(crate) fn report(&self, event: &str) -> Report {
        let event = self.value["events"][event].to_string();
        report_for(&Payload::from_json(event).unwrap())
    }

    pub(crate) fn arrival(&self, destination: &str, event: &str) -> Arrival<'_> {
        let arrival = &self.value["arrivals"][destination][event];
        match arrival["refused"].as_str() {
            Some(why) => Arrival::Refused(why),
            None => Arrival::Requests(arrival["requests"].as_array().unwrap()),
        }
    }
}
