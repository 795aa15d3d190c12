//! What RudderStack's own code made of some group events, recorded by running it.

use std::fmt::Write as _;

use group_core::Payload;
use group_core::destinations::{Report, report_for};
use serde_json::{Map, Value};

/// The events, and for each destination and event an answer:
///
/// ```json
/// { "requests": […] }                      accepted: what is sent, or loaded
/// { "refused": "why", "written": […] }     refused, after these requests
/// ```
#[derive(Clone, PartialEq)]
pub(crate) struct Recorded {
    value: Value,
}

impl Recorded {
    pub(crate) const PATH: &str = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/data/destinations/arrivals.json"
    );

    pub(crate) fn read() -> Self {
        Self {
            value: serde_json::from_str(include_str!("../data/destinations/arrivals.json"))
                .unwrap(),
        }
    }

    /// These events, one a line, without answers yet.
    pub(crate) fn with_events(mut self, events: &str) -> Self {
        let named = |(line, event): (usize, &str)| (format!("line {:04}", line + 1), event.into());
        self.value["events"] = Value::Object(events.lines().enumerate().map(named).collect());
        self.value["arrivals"] = Value::Object(Map::new());
        self
    }

    /// The same events with the answers of `answer`.
    pub(crate) fn with_answers<'d>(
        &self,
        destinations: impl IntoIterator<Item = &'d str>,
        answer: impl Fn(&str, &str) -> Value,
    ) -> Self {
        let answers = |destination: &str| -> Value {
            let events = self.events().into_iter();
            let answers = events.map(|it| (it.to_owned(), answer(destination, self.event(it))));
            Value::Object(answers.collect())
        };
        let mut value = self.value.clone();
        value["arrivals"] = destinations
            .into_iter()
            .map(|destination| (destination.to_owned(), answers(destination)))
            .collect();
        Self { value }
    }

    /// In the order of their names.
    pub(crate) fn destinations(&self) -> Vec<&str> {
        names(&self.value["arrivals"])
    }

    pub(crate) fn events(&self) -> Vec<&str> {
        names(&self.value["events"])
    }

    /// The JSON of an event.
    pub(crate) fn event(&self, event: &str) -> &str {
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

    pub(crate) fn answer(&self, destination: &str, event: &str) -> &Value {
        &self.value["arrivals"][destination][event]
    }

    pub(crate) fn answer_mut(&mut self, destination: &str, event: &str) -> &mut Value {
        &mut self.value["arrivals"][destination][event]
    }

    /// What a destination was sent, or what was loaded into it; `None` if the event was refused.
    pub(crate) fn requests(&self, destination: &str, event: &str) -> Option<&[Value]> {
        let requests = self.answer(destination, event).get("requests")?;
        requests.as_array().map(Vec::as_slice)
    }

    /// Same as [`Self::requests`], or what was sent before the event was refused.
    pub(crate) fn sent(&self, destination: &str, event: &str) -> Option<&[Value]> {
        let written = || self.answer(destination, event).get("written")?.as_array();
        self.requests(destination, event)
            .or_else(|| written().map(Vec::as_slice))
    }

    /// The file's text, with a line for each event and answer so that `git diff` is readable.
    pub(crate) fn to_json(&self) -> String {
        let mut json = format!("{{\n\"about\": {},\n\"events\": ", self.value["about"]);
        write_lines(&mut json, &self.value["events"], |json, event| {
            json.push_str(&event.to_string());
        });
        json.push_str(",\n\"arrivals\": ");
        write_lines(&mut json, &self.value["arrivals"], |json, answers| {
            write_lines(json, answers, |json, answer| {
                json.push_str(&answer.to_string());
            });
        });
        json + "\n}\n"
    }
}

fn names(members: &Value) -> Vec<&str> {
    let mut names: Vec<_> = members
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names
}

fn write_lines(json: &mut String, members: &Value, write: impl Fn(&mut String, &Value)) {
    for (count, name) in names(members).into_iter().enumerate() {
        json.push_str(if count == 0 { "{\n" } else { ",\n" });
        write!(json, "{}: ", Value::from(name)).unwrap();
        write(json, &members[name]);
    }
    json.push_str("\n}");
}
