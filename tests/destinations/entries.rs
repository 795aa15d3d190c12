//! The entries: their shape, and that none of which the code was run is without its recording.

use std::collections::HashSet;

use group_core::destinations::report;
use serde_json::Value;

use crate::recorded::Recorded;

/// The server alone has its code, which was read.
const READ: &str = "BigQuery Stream (all events)";

#[test]
fn every_destination_of_the_report_was_run_and_every_recording_is_of_one() {
    let recorded = Recorded::read();
    let mut recorded: HashSet<_> = recorded
        .destinations()
        .into_iter()
        .map(str::to_owned)
        .collect();
    for destination in report::<()>().destinations() {
        assert_eq!(
            recorded.remove(destination.name()),
            destination.name() != READ,
            "{}",
            destination.name()
        );
    }
    assert_eq!(recorded, HashSet::new());
}

#[test]
fn the_source_of_a_destination_is_the_program_on_its_path_with_its_date() {
    let gateway = "on events with the gateway's rudderId, receivedAt and request_ip";
    let transformer = "rudder-transformer c98d160c (2026-08-06)";
    let source = |name: &str| report::<()>().destination(name).unwrap().source();
    assert_eq!(
        source("Intercom"),
        format!("run on 2026-12-01: the router transformation of {transformer}, {gateway}")
    );
    assert_eq!(
        source("GA4"),
        format!("run on 2026-12-01: the processor transformation of {transformer}, {gateway}")
    );
    assert_eq!(
        source("Postgres"),
        format!(
            "run on 2026-11-30: the warehouse transformation of rudder-server f2655fbb (2026-08-19), {gateway}"
        )
    );
    let definitions = "read in rudder-integrations-config d1195826 (2026-04-01)";
    assert_eq!(
        source("Amazon S3"),
        format!("{definitions}: its events are loaded as they are")
    );
    assert_eq!(source("Salesforce"), definitions);
}

#[test]
fn each_destination_is_asked_on_the_path_of_its_source() {
    let settings = include_str!("../data/destinations/settings.json");
    let settings: Value = serde_json::from_str(settings).unwrap();
    for destination in report::<()>().destinations() {
        if destination.name() == READ {
            continue;
        }
        let path = match settings[destination.name()]["path"].as_str().unwrap() {
            "none" => "are loaded as they are".to_owned(),
            path => format!("the {path} transformation"),
        };
        assert!(
            destination.source().contains(&path),
            "{}",
            destination.name()
        );
    }
}

#[test]
fn a_destination_whose_code_was_read_says_which() {
    let report = report::<()>();
    let source = |name: &str| report.destination(name).unwrap().source();
    assert!(
        source("BQSTREAM_ALL_EVENTS")
            .starts_with("read in the warehouse transformation of rudder-server f2655fbb")
    );
    assert!(
        source("Iterable Audience")
            .starts_with("read in the processor transformation of rudder-transformer c98d160c")
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
