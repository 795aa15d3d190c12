//! Each fate of the report, held against the requests and rows that RudderStack's own code made of the same event.

use std::fmt::Write as _;

use group_core::destinations::{Destination, Fate, Outcome};
use serde_json::{Map, Value};

use crate::recorded::Recorded;

/// These refuse some events for what the report can't know: which trait their settings name (here `industry` names the groups
/// in Amplitude, `email` the contacts in Emarsys and Mautic).
const BY_SETTINGS: [&str; 3] = ["Amplitude", "Emarsys", "Mautic"];

#[test]
fn every_trait_is_where_the_report_says_and_unchanged_if_it_says_so() {
    let (_, wrong) = wrong_fates(&Recorded::read());
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn an_event_fails_exactly_if_the_report_says_so() {
    let (failed, wrong) = wrong_refusals(&Recorded::read());
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(failed, 64);
}

/// The number of fates that were compared, and those that do not hold.
pub(crate) fn wrong_fates(recorded: &Recorded) -> (usize, String) {
    let (mut count, mut wrong) = (0, String::new());
    for event in recorded.events() {
        let (report, traits) = (recorded.report(event), recorded.traits(event));
        for name in recorded.destinations() {
            let destination = report.destination(name).unwrap();
            let Some(requests) = recorded.sent(name, event) else {
                continue;
            };
            for fate in destination.fates() {
                count += 1;
                let value = value(&traits, fate.name());
                if let Err(why) = holds(fate, value, requests) {
                    writeln!(wrong, "{name}, {event}: {fate}\n    but {why}").unwrap();
                }
            }
        }
    }
    (count, wrong)
}

/// The number of events that were refused, and those of which the report says the other.
pub(crate) fn wrong_refusals(recorded: &Recorded) -> (usize, String) {
    let (mut count, mut wrong) = (0, String::new());
    for event in recorded.events() {
        let report = recorded.report(event);
        for name in recorded.destinations() {
            let destination = report.destination(name).unwrap();
            let answer = recorded.answer(name, event);
            let is_refused = recorded.requests(name, event).is_none();
            let is_said = says_it_fails(destination);
            let is_unknowable = is_refused && BY_SETTINGS.contains(&name);
            if is_said != is_refused && !is_unknowable {
                let verdict = match is_refused {
                    true => format!("it is refused: {}", answer["refused"]),
                    false => "it is accepted".to_owned(),
                };
                writeln!(wrong, "{name}, {event}: {verdict}").unwrap();
            }
            count += usize::from(is_refused);
        }
    }
    (count, wrong)
}

#[test]
fn what_is_written_before_the_event_fails_was_sent() {
    let recorded = Recorded::read();
    let mut count = 0;
    for event in recorded.events() {
        let report = recorded.report(event);
        for name in recorded.destinations() {
            let fates = report.destination(name).unwrap().fates();
            let is_written = fates.iter().any(|it| it.outcome() == Outcome::Written);
            let was_sent = !recorded.sent(name, event).unwrap_or_default().is_empty();
            assert_eq!(
                is_written,
                was_sent && recorded.requests(name, event).is_none(),
                "{name}, {event}"
            );
            count += usize::from(is_written);
        }
    }
    assert_eq!(count, 13);
}

#[test]
fn what_destinations_do_besides_is_what_was_recorded() {
    let recorded = Recorded::read();
    let does = |destination: &str, event: &str, what: &str| {
        let report = recorded.report(event);
        let hazards = report.destination(destination).unwrap().hazards();
        hazards
            .iter()
            .any(|it| it.what().contains(what) && it.condition().is_none())
    };
    let was_sent = |destination: &str, event: &str, mark: Value| {
        let requests = recorded.sent(destination, event).unwrap_or_default();
        requests.iter().any(|request| contains(request, &mark))
    };
    for event in recorded.events() {
        for (destination, what, mark) in [
            (
                "Klaviyo",
                "are unsubscribed",
                "profile-subscription-bulk-delete-job",
            ),
            (
                "Custify",
                "the company of the user's `company.id`",
                "old ~14~",
            ),
            ("Intercom", "tags of the company", "beta ~38~"),
            (
                "Intercom (API version 1)",
                "tags of the company",
                "beta ~38~",
            ),
            ("Intercom V2", "tags of the company", "beta ~38~"),
            ("Intercom", "`website`", "https://monica.example/~36~"),
            ("Intercom V2", "`plan`", "own ~37~"),
            (
                "Braze (with subscription groups)",
                "the user's `phone`",
                "+14155550124",
            ),
            ("Freshsales", "`phone`", "+14155550124"),
        ] {
            // Those of the other events have other values, or fail before.
            let is_shown = recorded.event_has(event, mark) || mark.starts_with("profile");
            let fails = recorded.requests(destination, event).is_none();
            if is_shown && !fails {
                assert_eq!(
                    does(destination, event, what),
                    was_sent(destination, event, Value::from(mark)),
                    "{destination}, {event}: {what}"
                );
            }
        }
    }
}

#[test]
fn the_client_of_google_analytics_is_the_rudderid_of_an_event_without_anonymousid() {
    let recorded = Recorded::read();
    for name in ["Google Analytics 4 (GA4)", "Google Analytics 4 (GA4) V2"] {
        for event in recorded.events() {
            let report = recorded.report(event);
            let hazards = report.destination(name).unwrap().hazards();
            let is_said = hazards.iter().any(|it| it.what().contains("rudderId"));
            let client = &recorded.requests(name, event).unwrap()[0]["client_id"];
            assert_eq!(is_said, *client == recorded.member(event, "rudderId"));
            assert_eq!(!is_said, *client == recorded.member(event, "anonymousId"));
        }
    }
}

/// For whoever adds a destination: `UPDATE_GOLDEN=1` writes the file; read the difference.
#[test]
fn the_fates_of_each_destination_are_these() {
    let recorded = Recorded::read();
    let report = recorded.report("rich");
    let mut fates = String::new();
    for name in recorded.destinations() {
        let destination = report.destination(name).unwrap();
        writeln!(fates, "{name}").unwrap();
        for fate in destination.fates() {
            writeln!(fates, "  {fate}").unwrap();
        }
    }
    crate::page::is_golden("data/destinations/fates.txt", &fates);
}

fn value<'t>(traits: &'t Map<String, Value>, name: &str) -> &'t Value {
    match (traits.get(name), name.split_once('.')) {
        (Some(value), _) => value,
        (None, Some((object, key))) => &traits[object][key],
        (None, None) => panic!("{name} is not sent"),
    }
}

/// With or without writing its traits first.
fn says_it_fails(destination: &Destination) -> bool {
    let mut fates = destination.fates().iter();
    fates.any(|fate| {
        let why = fate.why().unwrap_or_default();
        fate.outcome() == Outcome::Written
            || why.starts_with("it refuses the whole event: it needs")
    })
}

fn holds(fate: &Fate, value: &Value, requests: &[Value]) -> Result<(), String> {
    let at = |field: &str| -> Vec<&Value> {
        requests
            .iter()
            .flat_map(|request| anywhere(request, field))
            .collect()
    };
    let is_there = |field: &String| match field.strip_prefix("tag ") {
        Some(tag) => requests
            .iter()
            .any(|request| contains(request, &Value::from(tag))),
        None => !at(field).is_empty(),
    };
    // Not a field of a request: what the value is used for.
    let is_described = fate.fields().iter().any(|it| it.starts_with("the "));
    match fate.outcome() {
        _ if is_described => Ok(()),
        Outcome::Arrives | Outcome::Unread => {
            let is_same = |field: &String| at(field).iter().any(|it| is_same(it, value));
            match fate.fields().iter().all(is_same) && !fate.fields().is_empty() {
                true => Ok(()),
                false => Err(format!("it is not {value} there")),
            }
        }
        Outcome::Split | Outcome::Changed | Outcome::OfUser | Outcome::Written => {
            match fate.fields().iter().find(|field| !is_there(field)) {
                None => Ok(()),
                Some(field) => Err(format!("there is no {field}")),
            }
        }
        Outcome::Lost => {
            let marks = marks(value);
            match marks
                .iter()
                .find(|mark| requests.iter().any(|it| contains(it, mark)))
            {
                None => Ok(()),
                Some(mark) => Err(format!("{mark} is in {}", Value::from(requests.to_vec()))),
            }
        }
        Outcome::Depends => Ok(()),
        other => Err(format!("{other} is unknown")),
    }
}

/// A number may have another form: `3.0` is `3` in JavaScript.
fn is_same(there: &Value, value: &Value) -> bool {
    match (there, value) {
        (Value::Number(there), Value::Number(value)) => there.as_f64() == value.as_f64(),
        (Value::Array(there), Value::Array(value)) => {
            let mut items = there.iter().zip(value);
            there.len() == value.len() && items.all(|(there, value)| is_same(there, value))
        }
        (Value::Object(there), Value::Object(value)) => {
            let is_same = |(key, value)| there.get(key).is_some_and(|it| is_same(it, value));
            there.len() == value.len() && value.iter().all(is_same)
        }
        _ => there == value,
    }
}

/// What of a value is in no other value of the event.
fn marks(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) if text.contains('~') || text.starts_with('+') => vec![value.clone()],
        Value::Number(number) if number.as_f64() > Some(10_000.0) => vec![value.clone()],
        Value::Array(items) => items.iter().flat_map(marks).collect(),
        Value::Object(members) => members.values().flat_map(marks).collect(),
        _ => Vec::new(),
    }
}

fn contains(there: &Value, mark: &Value) -> bool {
    match there {
        Value::Array(items) => items.iter().any(|item| contains(item, mark)),
        Value::Object(members) => members.values().any(|member| contains(member, mark)),
        Value::String(text) => mark.as_str().is_some_and(|mark| text.contains(mark)),
        _ => is_same(there, mark),
    }
}

/// The values at a path that begins anywhere in a request. A name may have dots and brackets in it.
fn anywhere<'v>(node: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut found = at(node, path);
    match node {
        Value::Array(items) => found.extend(items.iter().flat_map(|item| anywhere(item, path))),
        Value::Object(members) => {
            found.extend(members.values().flat_map(|member| anywhere(member, path)));
        }
        _ => {}
    }
    found
}

fn at<'v>(node: &'v Value, path: &str) -> Vec<&'v Value> {
    match node {
        Value::Array(items) => {
            let Some((place, rest)) = path.strip_prefix('[').and_then(|it| it.split_once(']'))
            else {
                return Vec::new();
            };
            let Some(item) = place.parse().ok().and_then(|place: usize| items.get(place)) else {
                return Vec::new();
            };
            match rest.strip_prefix('.').unwrap_or(rest) {
                "" => vec![item],
                rest => at(item, rest),
            }
        }
        Value::Object(members) => {
            // Airship's form of a member.
            let named = members
                .get("value")
                .filter(|_| members.get("key") == Some(&Value::from(path)));
            let deeper = members
                .iter()
                .flat_map(|(key, value)| match path.strip_prefix(&**key) {
                    Some("") => vec![value],
                    Some(rest) => match rest.strip_prefix('.') {
                        Some(rest) => at(value, rest),
                        None if rest.starts_with('[') => at(value, rest),
                        None => Vec::new(),
                    },
                    None => Vec::new(),
                });
            named.into_iter().chain(deeper).collect()
        }
        _ => Vec::new(),
    }
}
