//! The entries: their shape, and that none is without its recording.

use std::collections::HashSet;

use group_core::destinations::report;
use serde_json::Value;

use crate::recorded::Recorded;

#[test]
fn every_destination_of_the_report_was_run_and_every_recording_is_of_one() {
    let recorded = Recorded::read();
    let mut recorded: HashSet<_> = recorded
        .destinations()
        .into_iter()
        .map(str::to_owned)
        .collect();
    for destination in report::<()>().destinations() {
        assert!(
            recorded.remove(destination.name()),
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
    let settings = include_str!("../../data/destinations/settings.json");
    let settings: Value = serde_json::from_str(settings).unwrap();
    for destination in report::<()>().destinations() {
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
