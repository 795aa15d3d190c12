//! Events that fail: those that a destination refuses, and those whose traits it has written before.

use group_core::destinations::{Outcome, Report, report_for};
use group_core::{GroupTraits, Identity, Payload};

use crate::report::{fate, sent};

/// The report of an event with these members. Those of the ids are among them.
fn event(json: &str) -> Report {
    let event = format!(r#"{{"type":"group","messageId":"m","groupId":"g",{json}}}"#);
    report_for(&Payload::from_json(event).unwrap())
}

#[test]
fn custify_writes_the_company_and_then_fails_an_event_without_userid_and_email() {
    let anonymous = event(r#""anonymousId":"a","traits":{"name":"Hooli","limits":{}}"#);
    assert_eq!(
        fate(&anonymous, "Custify", "name"),
        "name: written, as name: then the event fails: it needs a userId or the trait `email` of the user; identify the user \
         first, or give a userId"
    );
    assert_eq!(
        fate(&anonymous, "Custify", "limits"),
        "limits: lost: it takes no objects and no arrays; then the event fails: it needs a userId or the trait `email` of the \
         user; send its parts as traits of their own"
    );
    let known = event(
        r#""anonymousId":"a","traits":{"name":"Hooli"},"context":{"traits":{"email":"gavin@hooli.xyz"}}"#,
    );
    assert_eq!(fate(&known, "Custify", "name"), "name: arrives, as name");
}

#[test]
fn zendesk_writes_the_organization_and_then_fails_an_event_of_a_user_without_email() {
    let user = event(r#""userId":"u","traits":{"name":"Hooli"}"#);
    assert_eq!(
        fate(&user, "Zendesk", "name"),
        "name: written, as organization.name: then the event fails: it needs the trait `email` or `primaryEmail` of a user with a userId; \
         identify the user with an `email` first"
    );
    let anonymous = event(r#""anonymousId":"a","traits":{"name":"Hooli"}"#);
    assert_eq!(
        fate(&anonymous, "Zendesk", "name"),
        "name: arrives, as organization.name"
    );
}

#[test]
fn intercom_v2_writes_the_company_and_then_fails_an_event_without_email() {
    let report = event(r#""userId":"u","traits":{"employees":7}"#);
    assert_eq!(
        fate(&report, "Intercom V2", "employees"),
        "employees: written, as custom_attributes.employees: Intercom V2 reads `size`; then the event fails: it needs the \
         trait `email`, of the group or else of the user; identify the user with an `email` first"
    );
}

#[test]
fn intercom_writes_the_company_and_then_fails_an_event_of_a_user_whose_tags_are_no_array() {
    for destination in ["Intercom", "Intercom (API version 1)"] {
        let of = |tags: &str| {
            let context = format!(r#""context":{{"traits":{{"tags":{tags}}}}}"#);
            let report = event(&format!(
                r#""userId":"u","traits":{{"name":"Hooli","tags":"gold"}},{context}"#
            ));
            fate(&report, destination, "name")
        };
        assert_eq!(of(r#"["beta"]"#), "name: arrives, as name");
        assert_eq!(of(r#""""#), "name: arrives, as name");
        assert_eq!(
            of(r#""beta""#),
            "name: written, as name: then the event fails: it needs an array in the user's `tags`, if that is there; write \
             a `Vec`"
        );
    }
}

#[test]
fn intercom_v2_reads_the_tags_of_the_user_if_the_group_has_none() {
    let of = |traits: &str| {
        let report = event(&format!(
            r#""userId":"u","traits":{traits},"context":{{"traits":{{"email":"g@hooli.xyz","tags":"beta"}}}}"#
        ));
        report.destination("Intercom V2").unwrap().fates()[0].outcome()
    };
    assert_eq!(of(r#"{"name":"Hooli","tags":["gold"]}"#), Outcome::Arrives);
    assert_eq!(of(r#"{"name":"Hooli","tags":""}"#), Outcome::Written);
    assert_eq!(of(r#"{"name":"Hooli"}"#), Outcome::Written);
}

#[test]
fn what_is_checked_before_anything_is_written_is_reported_first() {
    #[derive(GroupTraits)]
    struct Named {
        name: &'static str,
    }
    let named = Named { name: "Hooli" };
    let payload = Identity::user("u")
        .group_with_id("g", &named)
        .build()
        .unwrap();
    let gainsight = fate(&report_for(&payload), "Gainsight", "name");
    assert_eq!(
        gainsight,
        "name: lost: it refuses the whole event: it needs the trait `email` of the user; identify the user with an `email` \
         first"
    );
}

#[test]
fn an_event_whose_traits_are_written_before_it_fails_does_not_pass_an_assertion() {
    let report = event(r#""anonymousId":"a","traits":{"name":"Hooli"}"#);
    let name = report.destination("Custify").unwrap().fate("name").unwrap();
    assert_eq!(name.outcome(), Outcome::Written);
    assert!(!name.arrives());
    assert!(
        report
            .only(["Custify"])
            .to_string()
            .contains("written: before the event fails")
    );
}

#[test]
fn a_need_that_is_checked_late_says_so() {
    let report = event(r#""userId":"u","traits":{}"#);
    let needs: Vec<_> = report.destination("Custify").unwrap().needs().collect();
    assert_eq!(
        needs,
        [
            "a userId or the trait `email` of the user (identify the user first, or give a userId); without it, the traits are \
             written before the event fails"
        ]
    );
}

#[test]
fn klaviyo_takes_an_event_that_unsubscribes_and_its_older_version_refuses_it() {
    let of = |destination: &str, traits: &str| {
        let report = sent(&format!(r#""traits":{{"email":"info@hooli.xyz"{traits}}}"#));
        fate(&report, destination, "email")
    };
    let taken = "email: user's, as data.attributes.profiles.data[0].attributes.email: it is taken for the user's";
    for subscribe in ["true", "false", "0", r#""""#, r#""false""#, "[]"] {
        assert_eq!(
            of("Klaviyo", &format!(r#","subscribe":{subscribe}"#)),
            taken,
            "{subscribe}"
        );
    }
    let refused = "email: lost: it refuses the whole event: it needs the trait `subscribe`; send a trait `subscribe: bool`";
    assert_eq!(of("Klaviyo", ""), refused);
    assert_eq!(of("Klaviyo", r#","subscribe":null"#), refused);
    assert_eq!(
        of("Klaviyo (API version v1)", r#","subscribe":false"#),
        "email: lost: it refuses the whole event: it needs the trait `subscribe`, and neither false nor 0 nor empty; send a \
         trait `subscribe: bool`, true"
    );
}

#[test]
fn an_operation_is_add_or_remove() {
    for (destination, traits) in [
        ("Engage", r#""name":"Hooli""#),
        ("Mautic", r#""name":"Hooli","type":"segments""#),
        ("PersistIQ", r#""name":"Hooli""#),
    ] {
        let of = |operation: &str| {
            let report = sent(&format!(r#""traits":{{{traits},"operation":{operation}}}"#));
            fate(&report, destination, "name")
        };
        for operation in [r#""add""#, r#""remove""#, r#""""#, "null", "false", "0"] {
            assert!(
                !of(operation).contains("refuses"),
                "{destination}: {operation}"
            );
        }
        for operation in [r#""Remove""#, r#""delete""#, "true", "1", "[]"] {
            assert!(
                of(operation).starts_with(
                    "name: lost: it refuses the whole event: it needs `add` or `remove` in `operation`, if that is there"
                ),
                "{destination}: {operation}"
            );
        }
    }
}

#[test]
fn engage_removes_nobody_without_a_userid() {
    let of = |operation: &str| {
        let report = event(&format!(
            r#""anonymousId":"a","traits":{{"name":"Hooli","operation":"{operation}"}}"#
        ));
        fate(&report, "Engage", "name")
    };
    assert_eq!(
        of("add"),
        "name: user's, as meta.name: it becomes an attribute of the user"
    );
    assert_eq!(
        of("remove"),
        "name: lost: it refuses the whole event: it needs a userId, if `operation` is `remove`"
    );
}

#[test]
fn mautic_reads_its_type_without_regard_to_case() {
    let of = |kind: &str| {
        let report = sent(&format!(r#""traits":{{"type":{kind}}}"#));
        fate(&report, "Mautic", "type").contains("it refuses the whole event")
    };
    assert!(!of(r#""Segments""#));
    assert!(!of(r#""COMPANIES""#));
    assert!(of(r#"" segments""#));
    assert!(of("7"));
    assert!(of(r#"["segments"]"#));
}

#[test]
fn freshmarketer_makes_the_contact_and_then_fails_an_event_that_names_no_list() {
    let report = sent(r#""traits":{"groupType":"marketing_lists","email":"info@hooli.xyz"}"#);
    assert_eq!(
        fate(&report, "Freshmarketer", "email"),
        "email: written, as unique_identifier.emails: it is taken for the user's; then the event fails: it needs the trait \
         `listId` or `listName`"
    );
    assert_eq!(
        fate(&report, "Freshmarketer", "groupType"),
        "groupType: written, as the choice of accounts or marketing lists: then the event fails: it needs the trait `listId` \
         or `listName`"
    );
}

#[test]
fn of_a_type_what_engage_reads_depends_on_the_userid() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Company {
        name: String,
        firstname: String,
        subscriber_status: String,
    }
    let report = group_core::destinations::report::<Company>();
    assert_eq!(
        fate(&report, "Engage", "name"),
        "name: depends, as meta.name: without a userId it becomes an attribute of the user; with one it puts the user on the \
         list of the groupId, and reads only `operation`: `add` or `remove`"
    );
    assert_eq!(
        fate(&report, "Engage", "firstname"),
        "firstname: depends, as first_name: without a userId it is taken for the user's; with one it puts the user on the list \
         of the groupId, and reads only `operation`: `add` or `remove`"
    );
    assert_eq!(
        fate(&report, "Engage", "subscriber_status")
            .split(';')
            .next(),
        Some("subscriber_status: lost: it does not pass a trait of this name on")
    );
}

#[test]
fn engage_reads_three_spellings_of_a_name_and_keeps_its_command_out_of_the_traits() {
    let report = event(
        r#""anonymousId":"a","traits":{"first_name":"Gavin","lastname":"Belson","operation":"add"}"#,
    );
    let fate = |name: &str| fate(&report, "Engage", name);
    assert_eq!(
        fate("first_name"),
        "first_name: user's, as first_name: it is taken for the user's"
    );
    assert_eq!(
        fate("lastname"),
        "lastname: user's, as last_name: it is taken for the user's"
    );
    assert_eq!(
        fate("operation"),
        "operation: arrives, as the choice to add or remove"
    );
}

#[test]
fn google_analytics_leaves_out_a_string_of_blanks() {
    let report =
        sent(r#""traits":{"blank":"  ","sessionId":" ","inside":{"blank":" ","city":"Rome"}}"#);
    let fate = |name: &str| fate(&report, "GA4", name);
    assert_eq!(fate("blank"), "blank: lost: an empty text is left out");
    assert_eq!(
        fate("sessionId"),
        "sessionId: lost: an empty text is left out"
    );
    assert_eq!(fate("inside"), "inside: split, as params.inside_city");
}

#[test]
fn emarsys_is_sent_the_email_as_an_external_id() {
    let report = sent(r#""traits":{"email":"info@hooli.xyz"}"#);
    assert_eq!(
        fate(&report, "Emarsys", "email"),
        "email: user's, as external_ids[0]: it is taken for the user's"
    );
}

#[test]
fn a_trait_of_the_user_that_counts_as_nothing_meets_no_need() {
    for email in [r#""""#, "null", "false", "0"] {
        let context = format!(r#""context":{{"traits":{{"email":{email}}}}}"#);
        let outcome = |ids: &str, destination: &str| {
            let report = event(&format!(r#"{ids},"traits":{{"name":"Hooli"}},{context}"#));
            report.destination(destination).unwrap().fates()[0].outcome()
        };
        let anonymous = r#""anonymousId":"a""#;
        let user = r#""userId":"u""#;
        assert_eq!(outcome(anonymous, "Custify"), Outcome::Written, "{email}");
        assert_eq!(outcome(user, "Zendesk"), Outcome::Written, "{email}");
        assert_eq!(outcome(user, "Gainsight"), Outcome::Lost, "{email}");
    }
}

#[test]
fn of_several_traits_one_that_counts_as_nothing_meets_no_need() {
    let of = |email: &str, phone: &str| {
        let report = sent(&format!(
            r#""traits":{{"subscriptionState":"subscribed","email":{email},"phone":{phone}}}"#
        ));
        let braze = report
            .destination("Braze (with subscription groups)")
            .unwrap();
        braze.fate("subscriptionState").unwrap().outcome()
    };
    assert_eq!(of(r#""info@hooli.xyz""#, "0"), Outcome::Arrives);
    assert_eq!(of("false", "0"), Outcome::Lost);
    assert_eq!(of(r#""""#, "null"), Outcome::Lost);
}

#[test]
fn an_external_id_meets_the_need_of_an_email() {
    let of = |destination: &str, ids: &str| {
        let report = event(&format!(
            r#""anonymousId":"a","traits":{{"name":"Hooli","listId":5,"groupType":"marketing_lists"}},
            "context":{{"externalId":{ids}}}"#
        ));
        let fates = report.destination(destination).unwrap().fates();
        fates
            .iter()
            .any(|it| it.why().is_some_and(|why| why.contains("it needs")))
    };
    for destination in ["Intercom V2", "Freshmarketer", "Refiner"] {
        assert!(
            !of(destination, r#"[{"type":"x","id":"lead"}]"#),
            "{destination}"
        );
        assert!(of(destination, "[]"), "{destination}");
    }
}

#[test]
fn an_email_that_counts_as_nothing_meets_no_need() {
    for email in [r#""""#, "null", "false", "0"] {
        let outcome = |destination: &str| {
            let report = event(&format!(
                r#""anonymousId":"a","traits":{{"name":"Hooli","email":{email}}}"#
            ));
            report.destination(destination).unwrap().fates()[0].outcome()
        };
        assert_eq!(outcome("Intercom V2"), Outcome::Written, "{email}");
        assert_eq!(outcome("Refiner"), Outcome::Lost, "{email}");
    }
}
