//! What destinations do besides passing traits on, and which of it an event or a type makes them do.

use group_core::destinations::{Hazard, Outcome, Report, report, report_for};
use group_core::{GroupTraits, Payload};

fn event(json: &str) -> Report {
    let event = format!(r#"{{"type":"group","messageId":"m",{json}}}"#);
    report_for(&Payload::from_json(event).unwrap())
}

/// The report of an event of a user with these traits, for a group with these.
fn of_user(of_user: &str, of_group: &str) -> Report {
    event(&format!(
        r#""userId":"u","anonymousId":"a","groupId":"g","traits":{{{of_group}}},"context":{{"traits":{{{of_user}}}}}"#
    ))
}

fn hazards(report: &Report, destination: &str) -> Vec<String> {
    let hazards = report.destination(destination).unwrap().hazards();
    hazards.iter().map(Hazard::to_string).collect()
}

/// Of a struct with one field.
macro_rules! of_type {
    ($(#[$attribute:meta])* $field:ident: $of:ty) => {{
        #[derive(GroupTraits)]
        #[allow(dead_code)]
        struct Company {
            $(#[$attribute])*
            $field: $of,
        }
        report::<Company>()
    }};
}

const LIST: &str = "it has no groups: the groupId is a list, and the e-mail and the phone of the group are those of a person on it";
const UNSUBSCRIBES: &str = "the e-mail and the phone of the group, or else those of the user, are unsubscribed from the list";
const SUBSCRIBES: &str =
    "the string in `subscribe` subscribes, as every string does that is not empty";

#[test]
fn klaviyo_unsubscribes_if_subscribe_counts_as_false() {
    let of = |subscribe: &str| {
        let report = of_user(
            "",
            &format!(r#""email":"info@hooli.xyz","subscribe":{subscribe}"#),
        );
        hazards(&report, "Klaviyo")
    };
    assert_eq!(of("true"), [LIST]);
    for subscribe in ["false", "0", r#""""#] {
        assert_eq!(of(subscribe), [LIST, UNSUBSCRIBES], "{subscribe}");
    }
    assert_eq!(of(r#""false""#), [LIST, SUBSCRIBES]);
    // It refuses an event without it.
    assert_eq!(
        hazards(&of_user("", r#""email":"info@hooli.xyz""#), "Klaviyo"),
        [LIST]
    );
}

#[test]
fn klaviyo_may_unsubscribe_with_a_type() {
    let unsubscribes = format!("if `subscribe` is false, 0 or empty: {UNSUBSCRIBES}");
    let subscribes =
        format!("if `subscribe` is the string `false` or `no` or `off` or `0`: {SUBSCRIBES}");
    assert_eq!(
        hazards(&of_type!(subscribe: bool), "Klaviyo"),
        [LIST, &unsubscribes]
    );
    assert_eq!(
        hazards(&of_type!(subscribe: String), "Klaviyo"),
        [LIST, &unsubscribes, &subscribes]
    );
    assert_eq!(hazards(&of_type!(subscribe: Vec<u8>), "Klaviyo"), [LIST]);
    // It refuses what counts as false.
    assert_eq!(
        hazards(&of_type!(subscribe: bool), "Klaviyo (API version v1)"),
        [LIST]
    );
}

#[test]
fn google_analytics_takes_the_rudderid_for_the_client_of_a_user_without_anonymousid() {
    let client = "the client_id is the event's rudderId, a UUID made from the MD5 of `{userId}:`, and not the client_id of the user's \
                  browser: give an anonymousId with `Identity::user(…).with_anonymous_id(…)`";
    for destination in ["GA4", "GA4_V2"] {
        let user = event(r#""userId":"u","groupId":"g","traits":{"name":"Hooli"}"#);
        assert!(hazards(&user, destination).contains(&client.to_owned()));
        let both = of_user("", r#""name":"Hooli""#);
        assert!(!hazards(&both, destination).contains(&client.to_owned()));
    }
}

#[test]
fn custify_puts_a_user_into_the_company_of_the_users_traits() {
    let signed_up = "each event sets the user's `signed_up_at` to its own time";
    let into =
        "the user is put into the company of the user's `company.id`, whatever the groupId is";
    let out = "the user is taken out of the company instead of being put into it";
    let name = "`firstName` and `lastName` of the group become the user's name too";
    for (of_user_, of_group, expected) in [
        ("", r#""name":"Hooli""#, vec![signed_up]),
        (r#""company":{"id":"old-co"}"#, "", vec![into, signed_up]),
        (
            r#""company":{"id":"old-co","remove":true}"#,
            "",
            vec![into, out, signed_up],
        ),
        (r#""company":{"remove":true}"#, "", vec![out, signed_up]),
        (
            r#""company":{"name":"Old","remove":false}"#,
            "",
            vec![signed_up],
        ),
        (r#""signedUpAt":"2026-01-02T03:04:05Z""#, "", vec![]),
        (r#""signedUpAt":1"#, r#""firstName":"Gavin""#, vec![name]),
        (
            r#""signedUpAt":1,"name":"Gavin""#,
            r#""last_name":"Belson""#,
            vec![],
        ),
    ] {
        let report = of_user(of_user_, of_group);
        assert_eq!(
            hazards(&report, "Custify"),
            expected,
            "{of_user_} {of_group}"
        );
    }
}

#[test]
fn of_a_type_what_depends_on_the_user_has_that_as_its_condition() {
    let report = of_type!(name: String);
    assert_eq!(
        hazards(&report, "Custify"),
        [
            "if the user has `company.id`: the user is put into the company of the user's `company.id`, whatever the groupId is",
            "if the user has `company.remove`: the user is taken out of the company instead of being put into it",
            "if the user has no `signedUpAt`: each event sets the user's `signed_up_at` to its own time",
        ]
    );
    let hazard = &report.destination("Custify").unwrap().hazards()[0];
    assert_eq!(hazard.condition(), Some("the user has `company.id`"));
    assert_eq!(
        hazard.what(),
        "the user is put into the company of the user's `company.id`, whatever the groupId is"
    );
}

#[test]
fn intercom_makes_tags_of_the_user_those_of_the_company() {
    let tags = "the user's `tags` become tags of the company".to_owned();
    let of = |destination: &str, of_group: &str| {
        hazards(&of_user(r#""tags":["beta"]"#, of_group), destination).contains(&tags)
    };
    for destination in ["Intercom", "Intercom (API version 1)"] {
        assert!(of(destination, r#""name":"Hooli","tags":["gold"]"#));
        assert!(!hazards(&of_user("", ""), destination).contains(&tags));
    }
    assert!(of("Intercom V2", r#""name":"Hooli""#));
    assert!(!of("Intercom V2", r#""name":"Hooli","tags":["gold"]"#));
    let of_type = |report: &Report| {
        let hazards = hazards(report, "Intercom V2");
        hazards
            .into_iter()
            .find(|it| it.contains("tags of the company"))
    };
    assert_eq!(
        of_type(&of_type!(tags: Option<Vec<String>>)),
        Some(format!(
            "if the group has no `tags` and the user has `tags`: {tags}"
        ))
    );
    assert_eq!(of_type(&of_type!(tags: Vec<String>)), None);
}

#[test]
fn a_trait_that_the_group_lacks_is_taken_from_the_user_where_that_is_read() {
    let user = r#""name":"Gavin","website":"https://gavin.example","plan":"own","email":"gavin@hooli.xyz""#;
    for (of_group, expected) in [
        (
            r#""name":"Hooli","plan":"basic","size":7"#,
            vec!["`website` is taken from the user"],
        ),
        (
            r#""size":7"#,
            vec!["`name`, `website`, `plan` are taken from the user"],
        ),
        (
            r#""name":null,"website":"https://hooli.example","plan":"","size":7"#,
            vec!["`name`, `plan` are taken from the user"],
        ),
        (
            r#""name":"Hooli","website":"https://hooli.example","plan":"basic","size":7"#,
            vec![],
        ),
    ] {
        assert_eq!(
            hazards(&of_user(user, of_group), "Intercom"),
            expected,
            "{of_group}"
        );
        assert_eq!(
            hazards(&of_user(user, of_group), "Intercom V2"),
            expected,
            "{of_group}"
        );
    }
    assert!(hazards(&of_type!(name: String), "Intercom V2").contains(
        &"if the group has no value: `website`, `plan`, `size`, `industry`, `monthlySpend`, `remoteCreatedAt` are taken from \
          the user"
            .to_owned()
    ));
}

#[test]
fn an_empty_name_or_website_is_sent_to_intercom_and_not_taken_from_the_user() {
    let report = of_user(
        r#""name":"Gavin","website":"https://gavin.example","plan":"own","industry":"own","size":7"#,
        r#""name":"","website":"","plan":0,"industry":false"#,
    );
    for destination in ["Intercom", "Intercom (API version 1)"] {
        let fate = |name: &str| crate::report::fate(&report, destination, name);
        assert_eq!(fate("name"), "name: arrives, as name");
        assert_eq!(fate("website"), "website: arrives, as website");
        let users = "lost: nothing is in it, so the user's trait of this name is taken";
        assert_eq!(fate("plan"), format!("plan: {users}"));
        assert_eq!(fate("industry"), format!("industry: {users}"));
        assert_eq!(
            hazards(&report, destination),
            ["`plan`, `size`, `industry` are taken from the user"]
        );
    }
    assert_eq!(
        hazards(&report, "Intercom V2"),
        ["`name`, `website`, `size` are taken from the user"]
    );
}

#[test]
fn of_several_names_for_one_field_the_first_of_the_user_is_taken() {
    let user = r#""zipcode":"94301","postalCode":"94302","createdAt":"2026-01-02""#;
    assert_eq!(
        hazards(&of_user(user, r#""name":"Hooli""#), "Freshsales"),
        ["`zipcode`, `createdAt` are taken from the user"]
    );
    assert_eq!(
        hazards(
            &of_user(user, r#""name":"Hooli","postal_code":"94303""#),
            "Freshsales"
        ),
        ["`createdAt` is taken from the user"]
    );
}

#[test]
fn an_account_is_said_to_be_as_old_as_the_event_unless_a_date_is_sent() {
    let event = "each event sets the account's creation date to its own time";
    let has = |destination: &str, of_user_: &str, of_group: &str| {
        hazards(&of_user(of_user_, of_group), destination).contains(&event.to_owned())
    };
    let date = r#""createdAt":"2026-01-02""#;
    assert!(has("Freshsales", "", r#""name":"Hooli""#));
    assert!(!has("Freshsales", date, r#""name":"Hooli""#));
    assert!(!has("Freshsales", "", date));
    assert!(has("Freshmarketer", "", r#""groupType":"accounts""#));
    assert!(!has(
        "Freshmarketer",
        "",
        &format!(r#""groupType":"accounts",{date}"#)
    ));
    assert!(!has(
        "Freshmarketer",
        "",
        r#""groupType":"marketing_lists""#
    ));
    assert!(has("Gainsight PX", "", date));
    assert!(!has("Gainsight PX", "", r#""createDate":"2026-01-02""#));
    assert_eq!(
        hazards(&of_type!(name: String), "Freshsales")[0],
        format!("if the user has no `createdAt`: {event}")
    );
}

#[test]
fn a_user_without_a_size_leaves_null_as_that_of_the_company_in_intercom() {
    let null = "null is sent as the size of the company".to_owned();
    let has = |of_user_: &str, of_group: &str| {
        hazards(&of_user(of_user_, of_group), "Intercom").contains(&null)
    };
    assert!(has("", r#""name":"Hooli""#));
    assert!(!has(r#""size":7"#, r#""name":"Hooli""#));
    assert!(!has("", r#""name":"Hooli","size":7"#));
}

#[test]
fn zendesk_fails_the_second_event_of_a_user_and_creates_fields() {
    let again = "once the organization is the user's first one, each further event \
                  updates it and then fails with `User is already associated with organization`";
    let creates = "a user who is unknown in Zendesk is created, with the user's `name` and `email`";
    let unknown = "the event of a user who is unknown in Zendesk fails with `User not found` after the organization is written, because \
                   no user is created without a `name`";
    let fields = "each trait that is new in Zendesk creates an organization field there, for all organizations";
    assert_eq!(
        hazards(
            &of_user(
                r#""email":"gavin@hooli.xyz","name":"Gavin""#,
                r#""name":"Hooli","plan":"basic""#
            ),
            "Zendesk"
        ),
        [again, creates, fields]
    );
    assert_eq!(
        hazards(
            &of_user(
                r#""email":"gavin@hooli.xyz""#,
                r#""name":"Hooli","tags":["gold"],"groupId":"x","limits":{"calls":1}"#
            ),
            "Zendesk"
        ),
        [again, unknown]
    );
    let anonymous = event(r#""anonymousId":"a","groupId":"g","traits":{"name":"Hooli"}"#);
    assert_eq!(hazards(&anonymous, "Zendesk"), Vec::<String>::new());
}

#[test]
fn mixpanel_knows_only_the_last_group_of_a_user() {
    assert_eq!(
        hazards(&of_user("", r#""name":"Hooli""#), "Mixpanel")[0],
        "each event sets the user's property `groupId` to this group alone, in place of the groups of earlier events"
    );
}

#[test]
fn zendesk_passes_no_trait_named_like_its_own_id() {
    let report = of_user(r#""email":"gavin@hooli.xyz""#, r#""groupId":"other""#);
    assert_eq!(
        crate::report::fate(&report, "Zendesk", "groupId"),
        "groupId: lost: it does not pass a trait of this name on; send it under another name too, such as \
         `#[group(also = \"groupGroupId\")]`"
    );
}

#[test]
fn the_users_phone_comes_before_the_groups_email_in_a_subscription_group_of_braze() {
    let report = of_user(
        r#""phone":"+14155550103""#,
        r#""subscriptionState":"subscribed","email":"info@hooli.xyz""#,
    );
    let braze = report
        .destination("Braze (with subscription groups)")
        .unwrap();
    assert_eq!(
        braze.fate("email").unwrap().to_string(),
        "email: lost: another trait is read in its place, for the contact"
    );
    assert_eq!(
        hazards(&report, "Braze (with subscription groups)"),
        [
            "the groupId is the id of the subscription group",
            "the user's `phone` is read, and the group's `email` is not",
            "`phone` is taken from the user",
        ]
    );
}

#[test]
fn of_a_type_the_users_phone_may_come_before_the_groups_email_in_a_subscription_group_of_braze() {
    #[derive(GroupTraits)]
    #[group(rename_all = "camelCase")]
    #[allow(dead_code)]
    struct Subscription {
        subscription_state: String,
        email: String,
    }
    let report = report::<Subscription>();
    let braze = report
        .destination("Braze (with subscription groups)")
        .unwrap();
    assert!(braze.fate("email").unwrap().to_string().starts_with(
        "email: depends, as subscription_groups[0].emails[0]: it is taken for the user's, unless the user has `phone`"
    ));
}

#[test]
fn the_users_trait_is_taken_for_one_that_counts_as_nothing_in_google_sheets() {
    let report = of_user(
        r#""is_active":true,"plan":"own","seats":0"#,
        r#""is_active":false,"plan":"","seats":0,"name":null,"size":7"#,
    );
    let fate = |name: &str| {
        let sheets = report.destination("Google Sheets").unwrap();
        sheets.fate(name).unwrap().to_string()
    };
    let users = "lost: it counts as nothing, so the user's trait of this name is taken";
    let empty = "lost: it counts as nothing, and leaves the cell empty";
    assert_eq!(fate("is_active"), format!("is_active: {users}"));
    assert_eq!(fate("plan"), format!("plan: {users}"));
    assert_eq!(fate("seats"), format!("seats: {empty}"));
    assert_eq!(fate("name"), format!("name: {empty}"));
    assert!(fate("size").starts_with("size: depends"));
}

#[test]
fn the_first_external_id_is_taken_for_the_email_if_there_is_none() {
    let of = |destination: &str, of_user: &str, of_group: &str, ids: &str| {
        let report = event(&format!(
            r#""userId":"u","groupId":"g","traits":{{"subscribe":true,"groupType":"accounts","name":"Hooli"{of_group}}},
            "context":{{"traits":{{{of_user}}},"externalId":{ids}}}"#
        ));
        let external = "the id of the first `externalId` is taken for the e-mail".to_owned();
        hazards(&report, destination).contains(&external)
    };
    let ids = r#"[{"type":"persistIqLeadId","id":"lead"}]"#;
    let email = r#""email":"gavin@hooli.xyz""#;
    for destination in [
        "Klaviyo",
        "Klaviyo (API version v1)",
        "Freshsales",
        "Freshmarketer",
        "Intercom",
        "Intercom V2",
        "Mautic",
        "Refiner",
    ] {
        assert!(of(destination, "", "", ids), "{destination}");
        assert!(!of(destination, email, "", ids), "{destination}");
        assert!(
            !of(destination, "", &format!(",{email}"), ids),
            "{destination}"
        );
        assert!(
            !of(destination, "", "", r#"[{"type":"persistIqLeadId"}]"#),
            "{destination}"
        );
        assert!(!of(destination, "", "", "[]"), "{destination}");
    }
    assert!(!of("Intercom (API version 1)", "", "", ids));
    let of_type = hazards(&of_type!(name: String), "Refiner");
    assert!(!of_type.iter().any(|it| it.contains("externalId")));
}

#[test]
fn traits_of_the_user_arrive_as_the_groups_only_if_there_are_some() {
    for destination in ["Serenytics", "Survicate", "GA4"] {
        let is_said = |report: &Report| {
            let hazards = hazards(report, destination);
            hazards.iter().any(|it| it.contains("the user's traits"))
        };
        assert!(is_said(&of_user(r#""name":"Gavin""#, r#""name":"Hooli""#)));
        assert!(!is_said(&of_user("", r#""name":"Hooli""#)));
        assert!(is_said(&of_type!(name: String)));
    }
}

#[test]
fn a_need_of_a_group_type_is_a_hazard_only_where_there_is_none() {
    let linked = "the user is not linked with the group";
    let is_said = |report: &Report| {
        let hazards = hazards(report, "PostHog");
        hazards.iter().any(|it| it.starts_with(linked))
    };
    assert!(is_said(&of_user("", r#""name":"Hooli""#)));
    assert!(!is_said(&of_user("", r#""groupType":"company""#)));
    assert!(is_said(&of_type!(name: String)));
    assert!(!is_said(
        &of_type!(#[group(rename = "groupType")] kind: String)
    ));
}

#[test]
fn an_id_that_looks_like_a_missing_value_is_a_hazard_in_every_destination() {
    for id in [
        "None",
        "Some(5)",
        r#"Some(\"5\")"#,
        "undefined",
        "null",
        "NaN",
        "[object Object]",
    ] {
        let report = event(&format!(r#""userId":"{id}","groupId":"g","traits":{{}}"#));
        let shown = id.replace('\\', "");
        let expected = format!(
            "the userId is `{shown}`, which looks like a missing or misprinted value: all events with it are taken for one and \
             the same user"
        );
        for destination in ["Vitally", "Postgres", "Braze"] {
            assert_eq!(hazards(&report, destination).last(), Some(&expected));
        }
        assert_eq!(hazards(&report, "HubSpot"), Vec::<String>::new());
    }
    let report = event(r#""anonymousId":"undefined","groupId":"null","traits":{}"#);
    assert_eq!(
        hazards(&report, "Vitally"),
        [
            "the anonymousId is `undefined`, which looks like a missing or misprinted value: all events with it are taken for \
             one and the same user",
            "the groupId is `null`, which looks like a missing or misprinted value: all events with it are taken for one and \
             the same group",
        ]
    );
    let report = event(r#""userId":"Nonesuch","groupId":"Some","traits":{}"#);
    assert_eq!(hazards(&report, "Vitally"), Vec::<String>::new());
}

#[test]
fn hazards_are_in_the_text_of_the_destination_and_of_a_report_and_in_markdown() {
    let report = of_user(r#""tags":["beta"]"#, r#""name":"Hooli","size":7"#);
    let tags = "the user's `tags` become tags of the company";
    assert!(
        report
            .destination("Intercom")
            .unwrap()
            .to_string()
            .contains(tags)
    );
    let only = report.only(["Intercom"]);
    assert!(only.to_string().contains(tags));
    assert!(only.to_markdown().contains(tags));
}

#[test]
fn klaviyo_takes_the_consent_of_the_person_from_the_group() {
    let consent = "`consent` of the group, or else the destination's setting, chooses the channels on which the person is recorded to have \
                   agreed to marketing: `email`, `sms` or both";
    let has = |destination: &str, of_group: &str| {
        hazards(&of_user("", of_group), destination).contains(&consent.to_owned())
    };
    for of_group in [
        r#""subscribe":true,"consent":"email""#,
        r#""subscribe":true,"consent":["sms"]"#,
        r#""subscribe":"yes","properties":{"consent":"email"}"#,
    ] {
        assert!(has("Klaviyo", of_group), "{of_group}");
    }
    for of_group in [
        r#""subscribe":true"#,
        r#""subscribe":true,"consent":"""#,
        r#""subscribe":false,"consent":"email""#,
        r#""consent":"email""#,
    ] {
        assert!(!has("Klaviyo", of_group), "{of_group}");
    }
    let v1 = "Klaviyo (API version v1)";
    assert!(has(
        v1,
        r#""subscribe":true,"properties":{"consent":"email"}"#
    ));
    assert!(!has(v1, r#""subscribe":true,"consent":"email""#));
    let report = of_user("", r#""subscribe":true,"consent":"email""#);
    let fate = |destination| {
        let destination = report.destination(destination).unwrap();
        destination.fate("consent").unwrap().outcome()
    };
    assert_eq!(fate("Klaviyo"), Outcome::OfUser);
    assert_eq!(fate(v1), Outcome::Lost);
}

#[test]
fn customer_io_takes_a_user_id_that_is_an_email_for_the_email() {
    let what = "the userId is taken for the `email` of the person, and not for the `id`";
    let has = |user_id: &str| {
        let report = event(&format!(
            r#""userId":"{user_id}","groupId":"g","traits":{{"name":"Hooli"}}"#
        ));
        hazards(&report, "Customer IO").contains(&what.to_owned())
    };
    assert!(has("gavin@hooli.xyz"));
    for user_id in ["u", "gavin@hooli", "@gavin", "gavin@", "a b@hooli.xyz"] {
        assert!(!has(user_id), "{user_id}");
    }
    let of_type = hazards(&of_type!(name: String), "Customer IO");
    assert!(of_type.contains(&format!("if the userId is an e-mail address: {what}")));
}

#[test]
fn customer_io_takes_an_external_id_for_the_email_only_without_a_user_id() {
    let of = |ids: &str, of_user: &str| {
        let report = event(&format!(
            r#"{ids},"groupId":"g","traits":{{"email":"info@hooli.xyz"}},"context":{{"traits":{{{of_user}}},"externalId":[{{"type":"t","id":"x"}}]}}"#
        ));
        let hazards = hazards(&report, "Customer IO");
        hazards.contains(
            &"the id of the first `externalId` is taken for the `email` of the person, or for the `id` if it is no e-mail address".to_owned(),
        )
    };
    assert!(of(r#""anonymousId":"a""#, ""));
    assert!(!of(r#""anonymousId":"a""#, r#""email":"gavin@hooli.xyz""#));
    assert!(!of(r#""anonymousId":"a""#, r#""id":"u""#));
    assert!(!of(r#""userId":"u""#, ""));
}

#[test]
fn a_word_in_a_trait_takes_the_user_out_of_the_group() {
    let removed = "the user is taken off the list";
    let customer_io = "the user is taken out of the object";
    let deleted = "the object is deleted";
    for (destination, of_group, what) in [
        ("Engage", r#""operation":"remove""#, removed),
        (
            "Mautic",
            r#""type":"segments","operation":"remove""#,
            "the user is taken out of the segment, campaign or company",
        ),
        (
            "Customer IO",
            r#""action":"delete_relationships""#,
            customer_io,
        ),
        ("Customer IO", r#""action":"delete""#, deleted),
    ] {
        let of = |of_group| hazards(&of_user("", of_group), destination).contains(&what.to_owned());
        assert!(of(of_group), "{destination}");
        assert!(!of(
            r#""type":"segments","operation":"add","action":"identify""#
        ));
    }
}

#[test]
fn an_event_without_traits_gives_those_of_the_user_to_the_group() {
    let what = "the traits of the user are taken for those of the group".to_owned();
    let of = |traits: &str, of_user: &str, destination: &str| {
        let report = event(&format!(
            r#""userId":"u","groupId":"g"{traits},"context":{{"traits":{{{of_user}}}}}"#
        ));
        hazards(&report, destination).contains(&what)
    };
    let gavin = r#""name":"Gavin""#;
    for destination in [
        "Airship",
        "Amplitude",
        "Attribution",
        "Engage",
        "Intercom (API version 1)",
        "Intercom V2",
        "JUNE",
        "Klaviyo",
        "PostHog (without the updated mapping)",
        "Refiner",
        "Segment",
        "Stormly",
    ] {
        assert!(of("", gavin, destination), "{destination}");
        assert!(!of("", "", destination), "{destination}");
        assert!(!of(r#","traits":{}"#, gavin, destination), "{destination}");
        assert!(!of(r#","traits":{"plan":"free"}"#, gavin, destination));
    }
    for destination in [
        "Intercom",
        "Customer IO",
        "Zendesk",
        "Mixpanel",
        "Userpilot",
    ] {
        assert!(!of("", gavin, destination), "{destination}");
    }
}

#[test]
fn of_a_type_only_one_without_fields_may_send_no_traits() {
    let condition = "if the event has no `traits` and the user has traits: ";
    let of = |report: &Report| {
        let mut hazards = hazards(report, "Segment").into_iter();
        hazards.any(|it| it.starts_with(condition))
    };
    assert!(of(&report::<()>()));
    assert!(!of(&of_type!(name: Option<String>)));
}

#[test]
fn engage_subscribes_a_user_who_may_have_unsubscribed() {
    let what = "each event sets the user to subscribed";
    let has = |of_user_: &str| hazards(&of_user(of_user_, ""), "Engage").contains(&what.to_owned());
    assert!(has(""));
    assert!(has(r#""subscriberStatus":false"#));
    assert!(!has(r#""subscriberStatus":"unsubscribed""#));
}

#[test]
fn zendesk_finds_a_user_by_the_primary_email_too() {
    let fails = "the event of a user who is unknown in Zendesk fails with `User not found` after the organization is written, because no \
                 user is created without a `name` and an `email`";
    let report = of_user(
        r#""primaryEmail":"gavin@hooli.xyz","name":"Gavin""#,
        r#""name":"Hooli""#,
    );
    let zendesk = report.destination("Zendesk").unwrap();
    assert_eq!(zendesk.fate("name").unwrap().outcome(), Outcome::Arrives);
    assert!(hazards(&report, "Zendesk").contains(&fails.to_owned()));
    let without = of_user(r#""name":"Gavin""#, r#""name":"Hooli""#);
    let zendesk = without.destination("Zendesk").unwrap();
    assert_eq!(zendesk.fate("name").unwrap().outcome(), Outcome::Written);
}
