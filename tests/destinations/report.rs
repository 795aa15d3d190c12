//! The report as its reader meets it.

use std::collections::HashMap;
use std::panic::catch_unwind;
use std::time::SystemTime;

use group_core::destinations::{Destination, Fate, Outcome, Report, report, report_for};
use group_core::{Address, AddressTraits, GroupTraits, Identity, Payload};
use group_rules::column::{FILLED, LIBRARY, Only};
use serde::Serialize;

use crate::page::is_golden;

/// The company of the documentation.
#[derive(GroupTraits)]
#[group(group_type = "company", rename_all = "camelCase")]
#[allow(dead_code)]
pub(crate) struct Company {
    id: u32,
    name: String,
    email: Option<String>,
    industry: String,
    #[group(rename = "employees")]
    headcount: u32,
    created_at: SystemTime,
    plan: String,
    address: Address,
    seats_left: u32,
    revenue: f64,
    is_trialing: bool,
    tags: Vec<String>,
    limits: HashMap<String, u32>,
    settings: Settings,
}

#[derive(Serialize)]
pub(crate) struct Settings {
    theme: &'static str,
}

pub(crate) fn fate(report: &Report, destination: &str, name: &str) -> String {
    let destination = report.destination(destination).unwrap();
    destination.fate(name).unwrap().to_string()
}

pub(crate) fn sent(json: &str) -> Report {
    let event = format!(
        r#"{{"type":"group","messageId":"m","userId":"u","anonymousId":"a","groupId":"g",{json}}}"#
    );
    report_for(&Payload::from_json(event).unwrap())
}

#[test]
fn a_report_lists_what_does_not_arrive_with_reasons_and_fixes() {
    let report = report::<Company>();
    is_golden("data/destinations/report.txt", &report.to_string());
    let few = report.only(FEW);
    is_golden("data/destinations/report-of-few.txt", &few.to_string());
    is_golden("data/destinations/report-of-few.md", &few.to_markdown());
}

#[test]
fn a_full_report_has_a_table_of_traits_and_destinations_too() {
    let report = report::<Company>().all();
    is_golden("data/destinations/report-in-full.txt", &report.to_string());
    let few = report.only(FEW);
    is_golden(
        "data/destinations/report-of-few-in-full.txt",
        &few.to_string(),
    );
    is_golden(
        "data/destinations/report-of-few-in-full.md",
        &few.to_markdown(),
    );
}

const FEW: [&str; 7] = [
    "Intercom",
    "HubSpot",
    "Postgres",
    "SQL Server",
    "GA4",
    "Zendesk",
    "Vitally",
];

#[test]
fn a_destination_shows_everything_that_is_known_of_it() {
    let report = report::<Company>();
    let intercom = report.destination("Intercom").unwrap();
    is_golden("data/destinations/intercom.txt", &intercom.to_string());
}

#[test]
fn a_destination_is_found_in_a_report_of_others() {
    let report = report::<Company>().only(["Intercom"]);
    let postgres = report.destination("Postgres").unwrap();
    assert_eq!(postgres.name(), "Postgres");
    report.assert_arrives("Postgres", ["name"]);
    let names = report.destinations().iter().map(Destination::name);
    assert_eq!(names.collect::<Vec<_>>(), ["Intercom"]);
}

#[test]
fn the_debug_form_of_a_report_has_its_destinations() {
    let report = sent(r#""traits":{"name":"Hooli"}"#).only(["Vitally"]);
    let debug = format!("{report:?}");
    assert!(
        debug.starts_with(r#"Report { destinations: [Destination { name: "Vitally", fates: [Fate"#),
        "{debug}"
    );
    assert!(debug.ends_with("], .. }"), "{debug}");
}

#[test]
fn a_destination_is_short_in_debug_form() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Named {
        name: String,
    }
    let report = report::<Named>();
    let vitally = format!("{:?}", report.destination("Vitally").unwrap());
    assert!(
        vitally.starts_with(
            r#"Destination { name: "Vitally", fates: [Fate { name: "name", outcome: Arrives"#
        ),
        "{vitally}"
    );
    assert!(vitally.ends_with(", .. }"), "{vitally}");
}

#[test]
fn a_destination_is_found_by_its_name_in_the_dashboard_or_in_the_definitions() {
    let report = report::<Company>();
    for (name, found) in [
        ("Customer IO", "Customer IO"),
        ("customer.io", "Customer IO"),
        ("CUSTOMERIO", "Customer IO"),
        ("SQL Server", "Microsoft SQL Server"),
        ("Delta Lake", "Databricks (Delta Lake)"),
        ("GA4", "Google Analytics 4 (GA4)"),
        ("Intercom", "Intercom"),
        ("Intercom (API version 1)", "Intercom (API version 1)"),
        ("intercom api version 1", "Intercom (API version 1)"),
        ("intercom_v2", "Intercom V2"),
        ("ONE_SIGNAL", "OneSignal"),
        ("OneSignal version V2", "OneSignal (version V2)"),
        ("HubSpot", "HubSpot"),
        ("Hotjar", "Hotjar"),
    ] {
        assert_eq!(report.destination(name).unwrap().name(), found);
    }
}

#[test]
fn a_name_that_is_not_known_is_an_error_that_says_what_is_near() {
    let report = report::<Company>();
    for (name, error) in [
        (
            "Intercm",
            "no destination is named `Intercm`; is it one of these: `Intercom`, `Intercom (API version 1)`?",
        ),
        (
            "Google Cloud",
            "no destination is named `Google Cloud`; is it one of these: `Google Cloud Function`, `Google Cloud Pub/Sub`, \
             `Google Cloud Storage`, `Google Cloud Storage Datalake`?",
        ),
        (
            "",
            "no destination is named ``: `destinations::report::<T>().destinations()` lists those that take group events",
        ),
    ] {
        let found = report.destination(name).unwrap_err();
        assert_eq!(found.to_string(), error);
        assert_eq!(found.name(), name);
    }
}

#[test]
fn a_name_that_is_not_exact_leads_to_no_way_to_set_a_destination_up() {
    let report = report::<Company>();
    for (name, near) in [
        ("Klaviyo v1", "`Klaviyo`, `Klaviyo (API version v1)`"),
        ("OneSignal V2", "`OneSignal`, `OneSignal (version V2)`"),
        (
            "Intercom v1",
            "`Intercom`, `Intercom (API version 1)`, `Intercom V2`",
        ),
        ("Intercom API", "`Intercom`, `Intercom (API version 1)`"),
        ("Webhook GET", "`Webhook`, `Webhook (with GET or DELETE)`"),
        (
            "Amplitude without settings",
            "`Amplitude`, `Amplitude (without group settings)`",
        ),
        ("PostgreSQL", "`Postgres`"),
    ] {
        assert_eq!(
            report.destination(name).unwrap_err().to_string(),
            format!("no destination is named `{name}`; is it one of these: {near}?")
        );
    }
}

#[test]
fn a_report_of_some_says_which_names_it_does_not_know() {
    let report = report::<Company>().only(["Intercm", "Vitally"]);
    let names: Vec<_> = report
        .destinations()
        .iter()
        .map(Destination::name)
        .collect();
    assert_eq!(names, ["Vitally"]);
    let said = "no destination is named `Intercm`; is it one of these: `Intercom`, `Intercom (API version 1)`?";
    assert!(report.to_string().contains(said));
    assert!(report.to_markdown().contains(said));
}

#[test]
fn a_destination_without_group_events_says_so() {
    let report = report::<Company>();
    let hubspot = report.destination("HubSpot").unwrap();
    assert!(!hubspot.takes_groups());
    assert_eq!(
        fate(&report, "HubSpot", "name"),
        "name: lost: RudderStack passes no group events to it"
    );
    assert_eq!(
        fate(&report, "Hotjar", "name"),
        "name: lost: it gets the events of browsers and phones only, from the SDK there"
    );
}

/// The message of a failed assertion.
fn failure(report: Report, destination: &'static str, traits: &'static [&'static str]) -> String {
    let failed = catch_unwind(move || report.assert_arrives(destination, traits)).unwrap_err();
    *failed.downcast::<String>().unwrap()
}

#[test]
fn an_assertion_passes_if_traits_arrive_whole_or_in_parts() {
    let report = report::<Company>();
    report.assert_arrives(
        "Intercom",
        ["name", "plan", "seatsLeft", "address", "address.city"],
    );
    report.assert_arrives(
        "Postgres",
        ["name", "createdAt", "address.postalCode", "limits"],
    );
}

#[test]
fn an_assertion_fails_with_the_reason_and_the_cure_of_each_trait() {
    assert_eq!(
        failure(
            report::<Company>(),
            "Intercom",
            &[
                "name",
                "employees",
                "email",
                "createdAt",
                "settings",
                "plann"
            ]
        ),
        "Intercom: employees: unread, as custom_attributes.employees: Intercom reads `size`; write \
         `#[group(also = \"size\")]` at `headcount`\n\
         Intercom: email: user's, as the search for the contact: it is taken for the user's\n\
         Intercom: createdAt: lost: Intercom reads `remoteCreatedAt`; send a number, as a trait `remoteCreatedAt`\n\
         Intercom: settings: depends, as custom_attributes.settings: a text or a number arrives as it is; an object or an \
         array in parts\n\
         `plann` is not sent; these are: `groupType`, `name`, `email`, `industry`, `employees`, `createdAt`, `plan`, \
         `address`, `address.city`, `address.country`, `address.postalCode`, `address.state`, `address.street`, \
         `seatsLeft`, `revenue`, `isTrialing`, `tags`, `limits`, `settings`",
    );
    assert_eq!(
        failure(report::<Company>(), "Intercm", &["name"]),
        "no destination is named `Intercm`; is it one of these: `Intercom`, `Intercom (API version 1)`?",
    );
}

#[test]
fn the_cure_that_is_named_helps() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Cured {
        #[group(also = "groupName")]
        name: String,
        #[group(also = "groupEmail")]
        email: String,
        #[group(also = "groupPhone")]
        phone: String,
        #[group(rename = "employees", also = "size")]
        headcount: u32,
        #[group(also = "groupCreatedAt")]
        created_at: SystemTime,
        #[group(also = "groupDescription")]
        description: String,
        #[group(also = "groupAvatar")]
        avatar: String,
        #[group(also = "groupTags")]
        tags: Vec<String>,
    }

    let report = report::<Cured>();
    report.assert_arrives(
        "Intercom",
        ["employees", "size", "groupCreatedAt", "groupTags"],
    );
    let names = [
        "groupName",
        "groupEmail",
        "groupPhone",
        "groupCreatedAt",
        "groupDescription",
        "groupAvatar",
    ];
    report.assert_arrives("GA4", names);
}

#[test]
fn a_need_that_a_type_does_not_meet_loses_all() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Nameless {
        plan: String,
    }

    assert_eq!(
        fate(&report::<Nameless>(), "user.com", "plan"),
        "plan: lost: it refuses the whole event: it needs the trait `name`, and not empty"
    );
    assert_eq!(
        fate(&report::<Nameless>(), "Klaviyo", "plan"),
        "plan: lost: it refuses the whole event: it needs the trait `subscribe`; and it reads no trait of this name"
    );
}

#[test]
fn a_need_that_an_event_of_the_type_may_not_meet_makes_all_depend_on_it() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct MayBeNameless {
        name: Option<String>,
        employees: u32,
    }
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct OfSomeType {
        #[group(rename = "groupType")]
        kind: String,
        name: String,
    }

    assert_eq!(
        fate(&report::<MayBeNameless>(), "Gainsight", "employees"),
        "employees: depends, as records[0].Employees: it refuses an event that lacks what it needs: the trait `name`, and \
         not empty"
    );
    assert_eq!(
        fate(&report::<OfSomeType>(), "Freshmarketer", "name"),
        "name: depends, as sales_account.name: it refuses an event that lacks what it needs: the trait `groupType`, which \
         is `accounts` or `marketing_lists`"
    );
}

#[test]
fn what_a_trait_says_may_decide_what_is_read() {
    #[derive(GroupTraits)]
    #[group(group_type = "marketing_lists", rename_all = "camelCase")]
    struct List {
        email: &'static str,
        list_id: u8,
        name: &'static str,
    }
    let list = List {
        email: "info@hooli.xyz",
        list_id: 5,
        name: "Hooli",
    };
    let payload = Identity::user("u")
        .group_with_id("g", &list)
        .build()
        .unwrap();
    for report in [report::<List>(), report_for(&payload)] {
        assert_eq!(
            fate(&report, "Freshmarketer", "email"),
            "email: user's, as unique_identifier.emails: it is taken for the user's"
        );
        assert_eq!(
            fate(&report, "Freshmarketer", "listId"),
            "listId: arrives, as the list"
        );
        assert_eq!(
            fate(&report, "Freshmarketer", "name"),
            "name: lost: it reads no trait of this name"
        );
    }
}

/// That what is said of a type is said of an event of it, or that it depends.
fn is_covered(of_type: &Report, of_event: &Report) {
    for of_type in of_type.destinations() {
        let of_event = of_event.destination(of_type.name()).unwrap();
        for event in of_event.fates() {
            // What is not sent has no fate.
            let Some(fate) = of_type.fate(event.name()) else {
                continue;
            };
            let is_covered = fate.outcome() == Outcome::Depends
                || fate.outcome() == event.outcome()
                || (fate.arrives() && event.arrives());
            assert!(
                is_covered,
                "{}\n  type  {fate}\n  event {event}",
                of_type.name()
            );
        }
    }
}

#[test]
fn dates_of_a_type_have_the_fates_of_dates_in_an_event() {
    #[derive(GroupTraits)]
    #[group(rename_all = "camelCase")]
    struct Dates {
        name: &'static str,
        created_at: SystemTime,
        #[group(as = "date")]
        founded: jiff::civil::Date,
        #[group(as = "date")]
        reviewed: group_core::Date,
    }
    let dates = Dates {
        name: "Hooli",
        created_at: SystemTime::UNIX_EPOCH,
        founded: "1997-03-04".parse().unwrap(),
        reviewed: group_core::Date::parse("1997-03-04").unwrap(),
    };
    // Some need it, and a type shows nothing of the user.
    let user = Identity::user("u")
        .with_anonymous_id("a")
        .with_traits(&HashMap::from([("email", "gavin@hooli.xyz")]));
    let payload = user.group_with_id("g", &dates).build().unwrap();
    is_covered(&report::<Dates>(), &report_for(&payload));
    let of_type = report::<Dates>();
    let outcome = |name: &str| {
        of_type
            .destination("Postgres")
            .unwrap()
            .fate(name)
            .unwrap()
            .outcome()
    };
    assert_eq!(outcome("createdAt"), Outcome::Arrives);
    assert_eq!(outcome("founded"), Outcome::Changed);
    assert_eq!(outcome("reviewed"), Outcome::Depends);
}

#[test]
fn columns_that_rudderstack_fills_itself_are_lost_to_traits_of_a_type_too() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Context {
        #[group(custom)]
        context_library_name: String,
        #[group(custom)]
        context_source_id: String,
        #[group(custom)]
        context_destination_id: String,
        #[group(custom)]
        uuid_ts: String,
        #[group(custom)]
        timestamp: String,
    }
    let report = report::<Context>();
    for warehouse in ["Postgres", "BigQuery", "Snowflake"] {
        for name in [
            "context_library_name",
            "context_source_id",
            "context_destination_id",
            "uuid_ts",
        ] {
            let said = fate(&report, warehouse, name);
            assert!(said.contains(": lost: "), "{warehouse}: {said}");
        }
    }
    assert_eq!(
        fate(&report, "S3 Data Lake", "timestamp"),
        "timestamp: lost: RudderStack fills the column _timestamp itself"
    );
}

#[test]
fn two_traits_for_one_place_depend_on_each_other_if_the_first_may_be_missing() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Zips {
        name: String,
        #[group(custom)]
        zip: Option<String>,
        #[group(custom)]
        zipcode: Option<String>,
        #[group(custom, rename = "postalCode")]
        postal_code: String,
    }
    for name in ["zipcode", "postalCode"] {
        assert_eq!(
            fate(&report::<Zips>(), "Freshsales", name),
            format!(
                "{name}: depends, as sales_account.zipcode: where it is there, another trait is read in its place, for \
                 sales_account.zipcode"
            )
        );
    }
}

#[test]
fn a_trait_that_is_always_there_leaves_no_place_to_another() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Zips {
        name: String,
        #[group(custom)]
        zip: String,
        #[group(custom)]
        zipcode: String,
    }
    assert_eq!(
        fate(&report::<Zips>(), "Freshsales", "zipcode"),
        "zipcode: lost: another trait is read in its place, for sales_account.zipcode"
    );
}

#[test]
fn the_parts_of_an_address_that_is_not_known_have_no_fates() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Of<A> {
        address: A,
    }
    #[derive(AddressTraits)]
    #[allow(dead_code)]
    struct Office {
        city: String,
    }
    let report = report::<Of<Office>>();
    assert!(
        report
            .destination("Postgres")
            .unwrap()
            .fate("address.street")
            .is_none()
    );
}

#[test]
fn fields_that_are_parts_of_an_address_are_one_trait_with_parts() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Flat {
        #[group(rename = "address.city")]
        city: String,
        name: String,
        #[group(rename = "address.postalCode")]
        zip: Option<String>,
    }
    let report = report::<Flat>();
    let postgres = report.destination("Postgres").unwrap();
    let fates: Vec<_> = postgres.fates().iter().map(ToString::to_string).collect();
    assert_eq!(
        fates,
        [
            "address: split, as address_city (text), address_postal_code (text)",
            "address.city: arrives, as address_city (text)",
            "address.postalCode: arrives, as address_postal_code (text)",
            "name: arrives, as name (text)",
        ]
    );
}

#[test]
fn an_address_of_parts_may_be_missing_if_all_of_them_may() {
    macro_rules! country {
        ($city:ty, $country:ty) => {{
            #[derive(GroupTraits)]
            #[allow(dead_code)]
            struct Company {
                name: String,
                #[group(rename = "address.city")]
                office_city: $city,
                #[group(rename = "address.country")]
                office_country: $country,
                #[group(custom)]
                country: String,
            }
            fate(&report::<Company>(), "Freshsales", "country")
        }};
    }
    let lost = "country: lost: another trait is read in its place, for sales_account.country";
    assert_eq!(country!(String, String), lost);
    assert_eq!(country!(Option<String>, String), lost);
    assert_eq!(
        country!(Option<String>, Option<String>),
        "country: depends, as sales_account.country: where it is there, another trait is read in its place, for \
         sales_account.country"
    );
}

#[test]
fn flattened_structs_and_a_base_are_part_of_the_report() {
    #[derive(GroupTraits)]
    #[group(group_type = "workspace")]
    #[allow(dead_code)]
    struct Inner {
        id: u32,
        name: String,
    }

    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Billing {
        id: u32,
        mrr: u32,
    }

    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Outer {
        #[group(base)]
        inner: Inner,
        #[group(flatten)]
        billing: Option<Billing>,
    }

    let report = report::<Outer>();
    let vitally = report.destination("Vitally").unwrap();
    let names: Vec<_> = vitally.fates().iter().map(Fate::name).collect();
    assert_eq!(names, ["groupType", "name", "mrr"]);
}

#[test]
fn a_user_trait_of_the_name_takes_the_place_of_the_groups_where_that_is_so() {
    let report =
        sent(r#""traits":{"name":"Hooli","plan":"basic"},"context":{"traits":{"name":"Gavin"}}"#);
    assert_eq!(
        fate(&report, "GA4", "name"),
        "name: lost: the user has a trait of this name, which arrives in its place; send it under another name too, such \
         as `#[group(also = \"groupName\")]`"
    );
    assert_eq!(
        fate(&report, "GA4", "plan"),
        "plan: arrives, as params.plan"
    );
    assert_eq!(
        fate(&report, "Serenytics", "name").split(':').nth(1),
        Some(" lost")
    );
    assert_eq!(fate(&report, "Survicate", "name"), "name: arrives, as name");
}

#[test]
fn of_a_type_it_is_said_which_traits_the_user_may_have_too() {
    let report = report::<Company>();
    let outcome = |name: &str| {
        report
            .destination("GA4")
            .unwrap()
            .fate(name)
            .unwrap()
            .outcome()
    };
    assert_eq!(outcome("name"), Outcome::Depends);
    assert_eq!(outcome("plan"), Outcome::Arrives);
}

#[test]
fn a_warehouse_says_what_becomes_of_each_value() {
    let report = sent(
        r#""traits":{"day":"2019-02-03","noDay":"2019-02-30","zoned":"2019-02-03T04:05:06+02:00","instant":"2019-02-03T04:05:06.007Z",
        "code":"0085001","none":"","whole":3.0,"part":3.5,"huge":1e300,"list":[1,2],"blank":[""],"empty":{},
        "plan":"a","order":"b","name":null,"userId":"u","deep":{"a":{"b":1},"n":null}}"#,
    );
    let day =
        "it looks like a day, so it is stored as a date and time: midnight of that day in UTC";
    let no_day = "RudderStack reads another date in it than it says, and stores that; send a `group_core::Date`";
    let form = "it looks like a date, so it is stored as a date and time in UTC, to the millisecond; send a \
                `group_core::Date`";
    for expected in [
        format!("day: changed, as day (timestamptz): {day}"),
        format!("noDay: changed, as no_day (timestamptz): {no_day}"),
        format!("zoned: changed, as zoned (timestamptz): {form}"),
        "instant: arrives, as instant (timestamptz): it is stored as a date and time".to_owned(),
        "code: arrives, as code (text)".to_owned(),
        "none: lost: it is empty, so its column stays empty".to_owned(),
        "whole: arrives, as whole (bigint): it is whole, so it is stored as an integer; if it is the first value, the \
         column is one of integers, and later fractions are cut off"
            .to_owned(),
        "part: arrives, as part (numeric)".to_owned(),
        "huge: changed, as huge (bigint): it is whole, so it is stored as an integer, and is too large for one: another \
         number is stored, or none"
            .to_owned(),
        "list: changed, as list (text): an array is stored as the string of its JSON".to_owned(),
        "blank: lost: it is empty, so its column stays empty".to_owned(),
        "empty: lost: an empty object makes no column".to_owned(),
        "plan: arrives, as plan (text)".to_owned(),
        "order: arrives, as _order (text)".to_owned(),
        "name: lost: it is empty, so its column stays empty".to_owned(),
        "userId: lost: RudderStack fills the column user_id itself".to_owned(),
        "deep: changed, as deep_a_b (bigint): of a member: it is empty, so its column stays empty".to_owned(),
    ] {
        let name = expected.split(':').next().unwrap();
        assert_eq!(fate(&report, "Postgres", name), expected);
    }
    assert_eq!(
        fate(&report, "SQL Server", "plan"),
        "plan: arrives, as _plan (nvarchar(512))"
    );
    assert_eq!(
        fate(&report, "Snowflake", "plan"),
        "plan: arrives, as PLAN (varchar)"
    );
}

#[test]
fn a_column_is_the_one_that_rudderstack_gives() {
    let table = include_str!("../../group-rules/data/columns.json");
    let table: serde_json::Value = serde_json::from_str(table).unwrap();
    let rows = table["columns"].as_array().unwrap();
    assert_eq!(rows.len(), 155);
    for row in rows {
        let (name, column) = (row[0].as_str().unwrap(), row[1].as_str().unwrap());
        let report = sent(&format!(r#""traits":{{"{name}":1}}"#));
        // ClickHouse keeps no words for itself.
        let fate = fate(&report, "ClickHouse", name);
        let arrives = format!("{name}: arrives, as {column} (Int64)");
        let filled = format!("{name}: lost: RudderStack fills the column {column} itself");
        let none =
            format!("{name}: lost: its name has no ASCII letter or digit to make a column of");
        assert!(
            fate == arrives || fate == filled || fate == none && column.is_empty(),
            "{fate}"
        );
    }
}

#[test]
fn a_column_that_rudderstack_fills_is_lost_where_it_fills_it() {
    for (column, only) in FILLED {
        let report = sent(&format!(r#""traits":{{"{column}":"x"}}"#));
        let is_lost_in =
            |warehouse| fate(&report, warehouse, column).contains("lost: RudderStack fills");
        let lost_in = ["Postgres", "BigQuery", "S3 Data Lake"].map(is_lost_in);
        let expected = match only {
            None => [true, true, true],
            Some(Only::BigQuery) => [false, true, false],
            Some(Only::S3DataLake) => [false, false, true],
        };
        assert_eq!(lost_in, expected, "{column}");
    }
}

#[test]
fn a_column_of_the_library_is_lost_everywhere() {
    for column in LIBRARY {
        let path = column.replace('_', ".");
        let report = sent(&format!(
            r#""traits":{{"{column}":"x"}},"context":{{"library":{{"name":"group-core","version":"0.1.0"}}}}"#
        ));
        for warehouse in ["Postgres", "BigQuery", "S3 Data Lake"] {
            let expected =
                format!("{column}: lost: `{path}` of the event takes its column {column}");
            assert_eq!(fate(&report, warehouse, column), expected);
        }
    }
}

#[test]
fn two_traits_in_one_column_are_said_to_be() {
    let report = sent(r#""traits":{"a":{"b":1},"a_b":2,"contextIp2":3},"context":{"ip2":4}"#);
    assert_eq!(
        fate(&report, "Redshift", "a"),
        "a: lost: `a_b` of the event takes its column a_b"
    );
    assert_eq!(
        fate(&report, "Redshift", "contextIp2"),
        "contextIp2: lost: `context.ip2` of the event takes its column context_ip2"
    );
}

#[test]
fn a_report_without_traits_says_so() {
    assert_eq!(report::<()>().to_string(), "There are no traits.\n");
}

#[test]
fn a_name_can_have_what_divides_the_cells_of_markdown() {
    let markdown = sent(r#""traits":{"a|b":1}"#)
        .only(["Airship"])
        .all()
        .to_markdown();
    let table: Vec<_> = markdown.lines().take(3).collect();
    assert_eq!(
        table,
        [
            "| trait | Airship |",
            "| --- | --- |",
            r"| `a\|b` | **user's** |"
        ]
    );
}

#[test]
fn every_destination_is_explained_however_many_there_are() {
    let text = report::<Company>().to_string();
    for destination in report::<Company>().destinations() {
        let is_in = |line: &str| text.contains(line);
        let name = destination.name();
        assert!(is_in(name), "{name}");
        for need in destination.needs() {
            assert!(is_in(&format!("  needs: {need}\n")), "{name}: {need}");
        }
        for hazard in destination.hazards() {
            assert!(is_in(&format!("  {hazard}\n")), "{name}: {hazard}");
        }
        let fates = destination.fates().iter();
        for fate in fates.filter(|fate| !fate.arrives() && !fate.name().contains('.')) {
            let why = fate.why().unwrap_or_default();
            assert!(is_in(why), "{name}: {fate}");
        }
    }
}

#[test]
fn a_destination_that_all_traits_arrive_in_keeps_its_needs_and_hazards() {
    let report = sent(r#""traits":{"name":"Hooli"}"#).only(["Amplitude", "Vitally"]);
    let text = report.to_string();
    assert!(
        text.starts_with(
            "Amplitude\n  all traits arrive\n  needs: the two traits that its settings"
        ),
        "{text}"
    );
    assert!(
        text.contains("\n\nAll traits arrive as they are: Vitally.\n"),
        "{text}"
    );
}

#[test]
fn what_is_true_of_several_destinations_is_said_once() {
    let text = sent(r#""traits":{"name":"Hooli","plan":null}"#)
        .only(["Postgres", "Snowflake"])
        .to_string();
    let count = |line: &str| text.matches(line).count();
    assert_eq!(count("a null leaves the column empty"), 1, "{text}");
    assert_eq!(count("each event is a row of its own"), 1, "{text}");
    assert!(text.contains("Postgres, Snowflake\n  each event"), "{text}");
    assert_eq!(count("a string of blanks is stored as NULL"), 1, "{text}");
    assert!(
        text.starts_with(
            "Postgres\n  `plan`: lost: it is empty, so its column stays empty\n  a string of blanks"
        ),
        "{text}"
    );
}

#[test]
fn a_destination_without_any_trait_is_one_line_in_the_table() {
    let report = sent(r#""traits":{"name":"Hooli","plan":"pro"}"#)
        .only(["HubSpot", "Airship"])
        .all();
    let start = "No trait arrives: HubSpot.\n\n";
    let text = report.to_string();
    assert!(
        text.starts_with(&format!("{start}trait  Airship\n")),
        "{text}"
    );
    let markdown = report.to_markdown();
    assert!(
        markdown.starts_with(&format!("{start}| trait | Airship |\n")),
        "{markdown}"
    );
}

#[test]
fn a_report_says_what_its_words_mean_and_how_it_is_known() {
    let report = sent(r#""traits":{"name":"Hooli","plan":"pro"}"#).only(["Airship"]);
    let source = report.destinations()[0].source();
    for text in [report.to_string(), report.to_markdown()] {
        // Lines are wrapped.
        let text = text.replace('\n', " ");
        assert!(
            text.contains(" user's: as something of the user. "),
            "{text}"
        );
        assert!(!text.contains(" arrives: as it is"), "{text}");
        assert!(text.contains(&format!(" Source: {source}.")), "{text}");
    }
    let full = report.only(["Vitally"]).all().to_string();
    assert!(
        full.contains("\narrives: as it is, in one field.\n"),
        "{full}"
    );
}

#[test]
fn a_table_of_markdown_is_divided_after_eight_destinations() {
    let warehouses = [
        "Postgres",
        "Redshift",
        "Snowflake",
        "BigQuery",
        "ClickHouse",
        "SQL Server",
        "Azure Synapse",
        "Delta Lake",
        "S3 Data Lake",
    ];
    let report = sent(r#""traits":{"name":"Hooli"}"#).only(warehouses);
    let markdown = report.all().to_markdown();
    let heads = markdown.lines().filter(|line| line.starts_with("| trait"));
    let columns: Vec<_> = heads.map(|head| head.matches('|').count() - 2).collect();
    assert_eq!(columns, [8, 1]);
}

#[test]
fn what_null_does_is_said_of_each_destination() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Clearing {
        name: String,
        #[group(null = "send")]
        plan: Option<String>,
    }

    let report = report::<Clearing>();
    let null = |name: &str| report.destination(name).unwrap().null();
    assert_eq!(
        null("Mixpanel"),
        "a null arrives as null; what Mixpanel makes of it is unknown"
    );
    assert_eq!(
        null("Userpilot"),
        "a null is left out, so it clears nothing"
    );
    assert_eq!(
        null("Postgres"),
        "a null leaves the column empty in the row of that event, as if the trait were left out"
    );
    assert_eq!(
        null("Intercom"),
        "a null arrives as null; what Intercom makes of it is unknown; for `name`, `website`, `plan`, `industry` the \
         user's trait of the name is taken if the group's is null or left out, and where there is none it is left \
         out; that of `email` is left out"
    );
    assert!(
        report
            .only(["Mixpanel"])
            .to_string()
            .contains(&null("Mixpanel"))
    );
}

#[test]
fn a_report_of_an_event_of_the_crate_knows_its_ids() {
    #[derive(GroupTraits)]
    #[allow(dead_code)]
    struct Named {
        name: String,
    }

    let named = Named {
        name: "Hooli".into(),
    };
    let of = |user: &Identity| report_for(&user.group_with_id("g", &named).build().unwrap());
    assert_eq!(
        fate(&of(&Identity::anonymous("a")), "Userlist", "name"),
        "name: lost: it refuses the whole event: it needs a userId"
    );
    assert_eq!(
        fate(&of(&Identity::user("u")), "GA4", "name"),
        "name: arrives, as params.name"
    );
    assert_eq!(
        fate(&of(&Identity::user("u")), "Userlist", "name"),
        "name: arrives, as traits.name"
    );
}
