//! The entries: their shape, and that none of which the code was run is without its recording.

use std::collections::HashSet;

use group_core::destinations::report;

use crate::recorded::Recorded;

#[test]
fn every_destination_of_the_report_was_run_and_every_recording_is_of_one() {
    let recorded = Recorded::read();
    let mut recorded: HashSet<_> = recorded
        .destinations()
        .into_iter()
        .map(str::to_owned)
        .collect();
    let mut read = Vec::new();
    for destination in report::<()>().destinations() {
        let was_run = destination.source().starts_with("run on ");
        assert_eq!(
            recorded.remove(destination.name()),
            was_run,
            "{}",
            destination.name()
        );
        if !was_run {
            read.push(destination.name());
        }
    }
    assert_eq!(recorded, HashSet::new());
    assert_eq!(read, ["BigQuery Stream (all events)"]);
}

#[test]
fn a_destination_whose_code_was_read_says_which() {
    let report = report::<()>();
    let source = |name: &str| report.destination(name).unwrap().source();
    assert_eq!(
        source("BQSTREAM_ALL_EVENTS"),
        "read in the code of rudder-server f2655fbb (2026-08-19), where it shares the rules of BigQuery"
    );
    assert_eq!(
        source("Iterable Audience"),
        "read in the code of rudder-transformer c98d160c (2026-08-06)"
    );
}

#[test]
fn destinations_that_take_audiences_only_are_known_and_take_no_groups() {
    let report = report::<()>();
    for name in [
        "Pipedrive",
        "Braze Audience",
        "Custom Audience",
        "Iterable Audience",
        "Salesforce Sandbox",
    ] {
        let destination = report.destination(name).unwrap();
        assert_eq!(destination.name(), name);
        assert!(!destination.takes_groups());
    }
}

#[test]
fn a_stream_of_all_events_into_bigquery_has_its_columns() {
    #[derive(group_core::GroupTraits)]
    #[allow(dead_code)]
    struct Company {
        order: u8,
    }
    let report = report::<Company>();
    let fate = |name: &str| report.destination(name).unwrap().fates()[0].to_string();
    assert_eq!(
        fate("BQSTREAM_ALL_EVENTS"),
        "order: arrives, as _order (INTEGER)"
    );
    assert_eq!(fate("BQSTREAM_ALL_EVENTS"), fate("BigQuery"));
    // It gets group events; the stream of the tracked events does not.
    assert!(!report.destination("BQSTREAM").unwrap().takes_groups());
}

#[test]
fn destinations_are_in_the_order_of_their_names_and_named_once() {
    let report = report::<()>();
    let names: Vec<_> = report
        .destinations()
        .iter()
        .map(|it| it.name().to_lowercase())
        .collect();
    let mut sorted = names.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(names, sorted);
}
