//! The entries: their shape, and that none is without its recording.

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
    for destination in report::<()>().destinations() {
        assert!(
            recorded.remove(destination.name()),
            "{}",
            destination.name()
        );
        assert!(
            destination.source().starts_with("run on "),
            "{}",
            destination.name()
        );
    }
    assert_eq!(recorded, HashSet::new());
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
