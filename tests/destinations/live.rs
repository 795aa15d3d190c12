//! The report and the recordings against a running transformer of RudderStack's. The page `refreshing_destinations` of the
//! documentation describes how to run this, and what to do with a difference.

use std::fmt::Write as _;
use std::{env, fs};

use serde_json::Value;

use crate::arrivals::{wrong_fates, wrong_refusals};
use crate::fake::Fake;
use crate::recorded::Recorded;
use crate::transformer::Transformer;

/// `UPDATE_RECORDINGS=1` writes the answers into `arrivals.json`: then read the difference. `RUDDER_EVENTS` names a file of
/// other events, one a line, which are only compared with the report.
#[test]
#[ignore = "needs a running transformer, at RUDDER_TRANSFORMER_URL"]
fn the_report_agrees_with_a_running_transformer() {
    let Ok(url) = env::var("RUDDER_TRANSFORMER_URL") else {
        panic!(
            "set RUDDER_TRANSFORMER_URL, such as http://localhost:9090, to a transformer that runs with stub.js"
        );
    };
    let other_events = env::var_os("RUDDER_EVENTS").map(|file| fs::read_to_string(file).unwrap());
    let recorded = match &other_events {
        Some(events) => Recorded::read().with_events(events),
        None => Recorded::read(),
    };
    let answered = ask(&Transformer::at(&url), &recorded);
    if env::var_os("UPDATE_RECORDINGS").is_some() && other_events.is_none() {
        fs::write(Recorded::PATH, answered.to_json()).unwrap();
    }

    let changed = changes(&recorded, &answered);
    let (fates, wrong_fates) = wrong_fates(&answered);
    let (refused, wrong_refusals) = wrong_refusals(&answered);
    let count = |lines: &str| lines.lines().filter(|line| !line.starts_with(' ')).count();
    println!(
        "{} destinations, {} events: {fates} fates compared, {} wrong; {refused} events refused, {} refusals wrong; \
         {} answers differ from the recordings\n{changed}",
        answered.destinations().len(),
        answered.events().len(),
        count(&wrong_fates),
        count(&wrong_refusals),
        count(&changed),
    );
    // A line may quote all that was sent.
    let lines = wrong_fates.lines().chain(wrong_refusals.lines());
    let wrong: Vec<String> = lines.map(|line| line.chars().take(300).collect()).collect();
    assert!(
        wrong.is_empty(),
        "the report is wrong:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_answers_of_a_transformer_are_read_as_they_were_recorded() {
    let recorded = Recorded::read();
    let fake = Fake::answering(recorded.clone());
    let answered = ask(&Transformer::at(&fake.url), &recorded);
    assert_eq!(changes(&recorded, &answered), "");
    assert!(answered == recorded);
    // Not as strings, because serde_json may keep the order of keys or sort them.
    let written: Value = serde_json::from_str(&answered.to_json()).unwrap();
    let file = fs::read_to_string(Recorded::PATH).unwrap();
    assert!(written == serde_json::from_str::<Value>(&file).unwrap());
    assert_eq!(answered.to_json().lines().count(), file.lines().count());
}

#[test]
fn an_answer_that_has_changed_is_reported_with_the_place() {
    let recorded = Recorded::read();
    let mut other = recorded.clone();
    other.answer_mut("JUNE", "rich")["requests"][0]["groupId"] = "another".into();
    let fake = Fake::answering(other);
    assert_eq!(
        changes(&recorded, &ask(&Transformer::at(&fake.url), &recorded)),
        "JUNE, rich: requests.0.groupId: \"5e8a78ba9d32d3b1898a6247\" is now \"another\"\n"
    );
}

fn ask(transformer: &Transformer, recorded: &Recorded) -> Recorded {
    recorded.with_answers(transformer.destinations(), |destination, event| {
        transformer.answer(destination, event)
    })
}

/// A line for each answer that is no longer as it was recorded, with the first place where it differs.
fn changes(recorded: &Recorded, answered: &Recorded) -> String {
    let mut changes = String::new();
    for destination in answered.destinations() {
        for event in answered.events() {
            let before = recorded.answer(destination, event);
            let change = change(before, answered.answer(destination, event));
            if let Some(change) = change.filter(|_| !before.is_null()) {
                writeln!(changes, "{destination}, {event}: {change}").unwrap();
            }
        }
    }
    changes
}

fn change(before: &Value, now: &Value) -> Option<String> {
    let inside = |key: &str, before: &Value, now: &Value| {
        let change = change(before, now)?;
        Some(match change.starts_with(':') {
            true => format!("{key}{change}"),
            false => format!("{key}.{change}"),
        })
    };
    match (before, now) {
        (Value::Object(old), Value::Object(new)) => {
            let mut keys = old.keys().chain(new.keys());
            keys.find_map(|key| inside(key, &before[key], &now[key]))
        }
        (Value::Array(old), Value::Array(new)) => {
            let item =
                |items: &[Value], place: usize| items.get(place).cloned().unwrap_or_default();
            (0..old.len().max(new.len()))
                .find_map(|place| inside(&place.to_string(), &item(old, place), &item(new, place)))
        }
        _ if before == now => None,
        _ => Some(format!(": {before} is now {now}")),
    }
}
