//! What a destination takes for the id of the user: most read a trait `userId` or `id` if the event has no userId.

use group_core::Payload;
use group_core::destinations::{Hazard, Outcome, Report, report_for};
use serde_json::Value;

use crate::recorded::Recorded;

const NEEDS: &str = "it refuses the whole event: it needs a userId";

/// The report of an event without a userId.
fn anonymous(of_user: &str, of_group: &str) -> Report {
    let event = format!(
        r#"{{"type":"group","messageId":"m","anonymousId":"a","groupId":"g","traits":{{"name":"Hooli"{of_group}}},"context":{{"traits":{{{of_user}}}}}}}"#
    );
    report_for(&Payload::from_json(event).unwrap())
}

fn is_refused(report: &Report, destination: &str) -> bool {
    let name = report.destination(destination).unwrap().fate("name");
    name.unwrap()
        .why()
        .is_some_and(|why| why.starts_with(NEEDS))
}

fn has_hazard(report: &Report, destination: &str, part: &str) -> bool {
    let hazards = report.destination(destination).unwrap().hazards();
    hazards.iter().map(Hazard::what).any(|it| it.contains(part))
}

#[test]
fn a_trait_with_the_id_of_the_user_meets_the_need_of_a_user_id() {
    for destination in ["Userlist", "OneSignal", "OneSignal (version V2)"] {
        for of_user in [r#""userId":"u""#, r#""id":"u""#, r#""id":7"#] {
            assert!(!is_refused(&anonymous(of_user, ""), destination));
        }
        assert!(!is_refused(&anonymous("", r#","userId":"u""#), destination));
        for of_user in ["", r#""userId":"""#, r#""id":null"#, r#""name":"Gavin""#] {
            assert!(
                is_refused(&anonymous(of_user, ""), destination),
                "{of_user}"
            );
        }
    }
}

#[test]
fn survicate_reads_the_user_id_of_the_event_alone() {
    assert!(is_refused(&anonymous(r#""id":"u""#, ""), "Survicate"));
    assert!(is_refused(&anonymous("", r#","userId":"u""#), "Survicate"));
}

#[test]
fn custify_and_refiner_need_no_email_of_a_user_with_such_a_trait() {
    for destination in ["Custify", "Refiner"] {
        let outcome = |of_user| {
            let report = anonymous(of_user, "");
            let destination = report.destination(destination).unwrap();
            destination.fate("name").unwrap().outcome()
        };
        assert_eq!(outcome(r#""id":"u""#), Outcome::Arrives);
        assert_ne!(outcome(""), Outcome::Arrives);
    }
}

#[test]
fn engage_makes_no_subscriber_of_the_traits_if_a_trait_is_the_id_of_the_user() {
    let subscriber = "a new subscriber is made";
    let with_id = anonymous(r#""userId":"u""#, "");
    assert!(!has_hazard(&with_id, "Engage", subscriber));
    let name = with_id.destination("Engage").unwrap().fate("name").unwrap();
    assert_eq!(name.outcome(), Outcome::Lost);
    let without = anonymous("", "");
    assert!(has_hazard(&without, "Engage", subscriber));
    let name = without.destination("Engage").unwrap().fate("name").unwrap();
    assert_eq!(name.outcome(), Outcome::OfUser);
}

#[test]
fn engage_removes_a_user_whom_a_trait_names() {
    let removed = anonymous(r#""id":"u""#, r#","operation":"remove""#);
    assert!(!is_refused(&removed, "Engage"));
    assert!(is_refused(
        &anonymous("", r#","operation":"remove""#),
        "Engage"
    ));
}

#[test]
fn the_trait_userid_of_a_group_becomes_the_id_of_the_user() {
    let report = anonymous("", r#","userId":"u""#);
    for destination in [
        "Accoil Analytics",
        "Airship",
        "Blueshift",
        "Custify",
        "Customer IO",
        "Engage",
        "Gainsight PX",
        "Google Analytics 4 (GA4)",
        "Google Analytics 4 (GA4) V2",
        "Intercom",
        "JUNE",
        "OneSignal",
        "OneSignal (version V2)",
        "PostHog",
        "PostHog (without the updated mapping)",
        "Refiner",
        "Segment",
        "Split.io",
        "Stormly",
        "user.com",
        "Userlist",
    ] {
        let part = "becomes the id of the user";
        assert!(has_hazard(&report, destination, part), "{destination}");
        assert!(!has_hazard(&anonymous("", ""), destination, part));
        let with_user_id = crate::report::sent(r#""traits":{"userId":"v"}"#);
        assert!(!has_hazard(&with_user_id, destination, part));
    }
}

#[test]
fn some_destinations_take_the_anonymous_id_for_the_id_of_the_user() {
    let recorded = Recorded::read();
    for (destination, place) in [
        ("Accoil Analytics", "/0/userId"),
        ("Airship", "/0/audience/named_user_id"),
        ("Blueshift", "/0/customer_id"),
        ("Segment", "/0/batch/0/userId"),
        ("Split.io", "/0/key"),
        ("JUNE", "/0/userId"),
        ("Userlist", "/0/userId"),
    ] {
        for event in [
            "anonymous",
            "anonymous-user",
            "id-in-the-traits",
            "rich",
            "user-only",
        ] {
            let Some(requests) = recorded.requests(destination, event) else {
                continue;
            };
            // Airship is sent tags only if a trait is a boolean.
            let Some(id) = Value::from(requests).pointer(place).cloned() else {
                continue;
            };
            assert_eq!(
                has_hazard(
                    &recorded.report(event),
                    destination,
                    "anonymousId is sent as the id"
                ),
                id == recorded.member(event, "anonymousId"),
                "{destination}, {event}"
            );
        }
    }
    for destination in ["Gainsight PX", "user.com"] {
        let part = "anonymousId is sent as the id of the user";
        assert!(has_hazard(&anonymous("", ""), destination, part));
        assert!(!has_hazard(
            &anonymous(r#""id":"u""#, ""),
            destination,
            part
        ));
    }
}

#[test]
fn a_trait_with_the_name_of_the_anonymous_id_is_dropped_by_some() {
    let report = anonymous("", r#","anonymousId":"b""#);
    for destination in ["Attribution", "Segment"] {
        let destination = report.destination(destination).unwrap();
        let fate = destination.fate("anonymousId").unwrap();
        assert_eq!(fate.outcome(), Outcome::Lost);
    }
}
