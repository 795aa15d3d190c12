//! What becomes of each kind of value in a trait that a destination reads by its name and casts. The rules are those of
//! RudderStack's own code, which was run on such values.

use std::collections::HashMap;
use std::time::SystemTime;

use group_core::GroupTraits;
use group_core::destinations::{Report, report};

use crate::report::{Settings, fate, sent};

/// The fates of a trait of the group, with a user trait `email`, which some destinations need.
fn of_event(destination: &str, name: &str, value: &str) -> String {
    let of_user = r#""context":{"traits":{"email":"gavin@hooli.xyz"}}"#;
    let report = sent(&format!(
        r#"{of_user},"traits":{{"name":"Hooli","{name}":{value}}}"#
    ));
    verdict(&report, destination, name)
}

fn verdict(report: &Report, destination: &str, name: &str) -> String {
    let fate = fate(report, destination, name);
    fate.strip_prefix(&format!("{name}: ")).unwrap().to_owned()
}

const EMPTY: &str = "lost: nothing is in it, so it is left out";
const NO_NUMBER: &str = "lost: it is read as a number, which it is not";
const NO_DATE: &str = "lost: it is read as a date, which it is not";
const NO_LIST: &str = "lost: it is read as an array, which it is not; then the event fails: it needs an array in `tags`, of the \
                       group or else of the user, if that is there";
const COMMANDS: &str =
    "lost: it says what is to be done: identify, delete, add_relationships, delete_relationships";

const DATE: &str = r#""2026-01-02T03:04:05.678Z""#;
const OBJECT: &str = r#"{"city":"Rome"}"#;

/// The destination and the trait, then values and what becomes of them.
type Cast = (
    &'static str,
    &'static str,
    &'static [(&'static [&'static str], &'static str)],
);

const CASTS: [Cast; 11] = [
    (
        "Gainsight",
        "arr",
        &[
            (&[r#""""#, "null"], EMPTY),
            (
                &[r#""Hooli""#, "0", "1.5", "false", "[]", "{}", OBJECT],
                "arrives, as records[0].Arr",
            ),
        ],
    ),
    (
        "Gainsight",
        "users",
        &[
            (&[r#""""#, "null"], EMPTY),
            (&["0", "0.0", "12", "1.5"], "arrives, as records[0].Users"),
            (
                &[r#""12""#, r#"" 12.5 ""#],
                "changed, as records[0].Users: it becomes a number",
            ),
            (
                &["true", "false"],
                "changed, as records[0].Users: a flag becomes 1 or 0",
            ),
            (
                &["[12]", "[true]"],
                "depends, as records[0].Users: JavaScript makes a number of an array with one",
            ),
            (
                &[r#""Hooli""#, DATE, "[]", r#"["a","b"]"#, "{}", OBJECT],
                NO_NUMBER,
            ),
        ],
    ),
    (
        "Intercom",
        "monthlySpend",
        &[
            (&[r#""""#, "null"], EMPTY),
            (&["12", "-1", "1.5"], "arrives, as monthly_spend"),
            (&["0", "0.0"], "lost: 0 counts as nothing"),
            (
                &[r#""12""#],
                "changed, as monthly_spend: it becomes a number",
            ),
            (
                &["true"],
                "changed, as monthly_spend: a flag becomes 1 or 0",
            ),
            (&["false"], "lost: it becomes 0, which counts as nothing"),
            (
                &["[12]"],
                "depends, as monthly_spend: JavaScript makes a number of an array with one",
            ),
            (
                &[r#""Hooli""#, DATE, r#"["a","b"]"#, "{}", OBJECT],
                NO_NUMBER,
            ),
        ],
    ),
    (
        "Split.io",
        "trafficTypeName",
        &[
            (&[r#""""#, "null"], EMPTY),
            (&[r#""Hooli""#, DATE], "arrives, as trafficTypeName"),
            (
                &["0", "12", "1.5", "true", "false"],
                "changed, as trafficTypeName: it becomes a text",
            ),
            (&["[]", "{}"], "lost: an empty object or array is left out"),
            (
                &["[12]", OBJECT],
                "depends, as trafficTypeName: it is read as a text, which it is not",
            ),
        ],
    ),
    (
        "GA4",
        "sessionId",
        &[
            (&[r#""""#, "null"], EMPTY),
            (
                &[r#""Hooli""#, DATE, "0", "1.5", "true", "false"],
                "arrives, as params.session_id",
            ),
            (&["[]", "{}"], "lost: an empty object or array is left out"),
            (&["[12]", OBJECT], "lost: it takes no objects and no arrays"),
        ],
    ),
    (
        "Intercom V2",
        "tags",
        &[
            (&[r#""""#, "null"], EMPTY),
            (&["0", "0.0", "false"], "lost: it counts as nothing"),
            (
                &["[]", "[12]", r#"["a","b"]"#],
                "changed, as the tags of the company: each of its items is sent by itself",
            ),
            (&[r#""Hooli""#, "12", "1.5", "true", "{}", OBJECT], NO_LIST),
        ],
    ),
    (
        "Customer IO",
        "action",
        &[
            (&[r#""""#, "null"], EMPTY),
            (&[r#""identify""#, r#""delete""#], "arrives, as action"),
            (
                &[r#""Hooli""#, DATE, "0", "1.5", "true", "[]", OBJECT],
                COMMANDS,
            ),
        ],
    ),
    (
        "Gainsight PX",
        "lastSeenDate",
        &[
            (&[r#""""#, "null"], EMPTY),
            (&["0", "12", "1.5"], "arrives, as lastSeenDate"),
            (
                &[DATE, r#""2026-01-02""#],
                "changed, as lastSeenDate: a date becomes the number of milliseconds since 1970",
            ),
            (&[r#""Hooli""#, "true", "[12]", OBJECT], NO_DATE),
        ],
    ),
    (
        "Intercom V2",
        "remoteCreatedAt",
        &[
            (&[r#""""#, "null"], EMPTY),
            (&["0", "12", "1.5"], "arrives, as remote_created_at"),
            (
                &[DATE, r#""2026-01-02""#],
                "changed, as remote_created_at: a date becomes the number of seconds since 1970",
            ),
            (&[r#""Hooli""#, "true", "[12]", OBJECT], NO_DATE),
        ],
    ),
    (
        "Freshsales",
        "address",
        &[
            (&[r#""""#, "null"], EMPTY),
            (
                &[r#""1 Hooli Way""#, "12", "true", "[]", "[12]"],
                "arrives, as sales_account.address",
            ),
            (
                &["{}", OBJECT],
                "changed, as sales_account.address: its parts become one text",
            ),
        ],
    ),
    (
        "Gainsight",
        "summary",
        &[
            (&[r#""""#, "null"], EMPTY),
            (&[r#""Hooli""#, DATE], "arrives, as records[0].Summary"),
            (
                &["0", "1.5", "true", "false", "[]", "[12]", "{}", OBJECT],
                "changed, as records[0].Summary: it becomes the text of its JSON",
            ),
        ],
    ),
];

#[test]
fn a_cast_changes_some_values_and_loses_others() {
    for (destination, name, outcomes) in CASTS {
        for (values, expected) in outcomes {
            for value in *values {
                let found = of_event(destination, name, value);
                assert_eq!(found, *expected, "{destination}: {name}: {value}");
            }
        }
    }
}

/// What a trait of each type becomes: of text, an integer, a float, a flag, a date, a `Vec`, a map, and a type of one's own.
macro_rules! of_types {
    ($destination:literal, $name:literal) => {{
        macro_rules! of_type {
            ($of:ty) => {{
                #[derive(GroupTraits)]
                #[allow(dead_code)]
                struct Company {
                    name: String,
                    #[group(rename = $name, custom)]
                    value: $of,
                }
                verdict(&report::<Company>(), $destination, $name)
            }};
        }
        #[derive(GroupTraits)]
        #[allow(dead_code)]
        struct Dated {
            name: String,
            #[group(rename = $name, custom, as = "date")]
            value: SystemTime,
        }
        [
            of_type!(String),
            of_type!(u8),
            of_type!(f64),
            of_type!(bool),
            verdict(&report::<Dated>(), $destination, $name),
            of_type!(Vec<u8>),
            of_type!(HashMap<String, u8>),
            of_type!(Settings),
        ]
    }};
}

#[test]
fn of_a_type_a_cast_is_said_to_depend_on_the_value_only_where_it_does() {
    let arrives = "arrives, as records[0].Arr";
    assert_eq!(of_types!("Gainsight", "arr"), [arrives; 8]);

    let arrives = "arrives, as records[0].Users";
    let flag = "changed, as records[0].Users: a flag becomes 1 or 0";
    let depends =
        "depends, as records[0].Users: it is read as a number: a text that is none does not arrive";
    assert_eq!(
        of_types!("Gainsight", "users"),
        [
            depends, arrives, arrives, flag, NO_NUMBER, NO_NUMBER, NO_NUMBER, depends
        ]
    );

    let but_zero = "arrives, as monthly_spend: 0 counts as nothing";
    let flag = "changed, as monthly_spend: a flag becomes 1 or 0";
    let depends =
        "depends, as monthly_spend: it is read as a number: a text that is none does not arrive";
    assert_eq!(
        of_types!("Intercom", "monthlySpend"),
        [
            depends, but_zero, but_zero, flag, NO_NUMBER, NO_NUMBER, NO_NUMBER, depends
        ]
    );

    let arrives = "arrives, as trafficTypeName";
    let text = "changed, as trafficTypeName: it becomes a text";
    let no_text = "depends, as trafficTypeName: it is read as a text, which it is not";
    let unknown = "depends, as trafficTypeName: that depends on what its value is";
    assert_eq!(
        of_types!("Split.io", "trafficTypeName"),
        [
            arrives, text, text, text, arrives, no_text, no_text, unknown
        ]
    );

    let arrives = "arrives, as params.session_id: unless the user has a trait of this name";
    let nested = "lost: it takes no objects and no arrays";
    let unknown = "depends, as params.session_id: that depends on what its value is";
    assert_eq!(
        of_types!("GA4", "sessionId"),
        [
            arrives, arrives, arrives, arrives, arrives, nested, nested, unknown
        ]
    );

    let items = "changed, as the tags of the company: each of its items is sent by itself";
    let unknown = "depends, as the tags of the company: it is read as an array; and it writes this, and then fails an event \
                   that lacks what it needs: an array in `tags`, of the group or else of the user, if that is there";
    assert_eq!(
        of_types!("Intercom V2", "tags"),
        [
            NO_LIST, NO_LIST, NO_LIST, NO_LIST, NO_LIST, items, NO_LIST, unknown
        ]
    );

    let depends = COMMANDS.replacen("lost", "depends, as action", 1);
    let depends = depends.as_str();
    assert_eq!(
        of_types!("Customer IO", "action"),
        [
            depends, COMMANDS, COMMANDS, COMMANDS, COMMANDS, COMMANDS, COMMANDS, depends
        ]
    );

    let arrives = "arrives, as lastSeenDate";
    let date = "changed, as lastSeenDate: a date becomes the number of milliseconds since 1970";
    let unknown = "depends, as lastSeenDate: that depends on what its value is";
    assert_eq!(
        of_types!("Gainsight PX", "lastSeenDate"),
        [
            date, arrives, arrives, NO_DATE, date, NO_DATE, NO_DATE, unknown
        ]
    );

    let arrives = "arrives, as remote_created_at";
    let date = "changed, as remote_created_at: a date becomes the number of seconds since 1970";
    let unknown = "depends, as remote_created_at: that depends on what its value is";
    assert_eq!(
        of_types!("Intercom V2", "remoteCreatedAt"),
        [
            date, arrives, arrives, NO_DATE, date, NO_DATE, NO_DATE, unknown
        ]
    );

    let arrives = "arrives, as records[0].Summary";
    let json = "changed, as records[0].Summary: it becomes the text of its JSON";
    let unknown = "depends, as records[0].Summary: that depends on what its value is";
    assert_eq!(
        of_types!("Gainsight", "summary"),
        [arrives, json, json, json, arrives, json, json, unknown]
    );
}

#[test]
fn a_trait_with_nothing_in_it_leaves_the_place_to_the_users_where_that_is_read_then() {
    let report = |of_user: &str| {
        sent(&format!(
            r#""context":{{"traits":{of_user}}},"traits":{{"name":"Hooli","plan":""}}"#
        ))
    };
    assert_eq!(
        verdict(&report(r#"{"plan":"own"}"#), "Intercom", "plan"),
        "lost: nothing is in it, so the user's trait of this name is taken"
    );
    assert_eq!(verdict(&report("{}"), "Intercom", "plan"), EMPTY);
    // Gainsight never reads the user's.
    assert_eq!(
        verdict(
            &report(r#"{"email":"gavin@hooli.xyz","plan":"own","name":"Gavin"}"#),
            "Gainsight PX",
            "plan"
        ),
        EMPTY
    );
}

#[test]
fn a_trait_that_is_only_renamed_is_treated_like_the_rest() {
    assert_eq!(
        of_event("Userpilot", "createdAt", r#""""#),
        "arrives, as metadata.created_at"
    );
    assert_eq!(
        of_event("Userpilot", "createdAt", "null"),
        "lost: null is left out"
    );
}

#[test]
fn airship_reads_a_name_only_of_a_value_that_is_not_taken_apart() {
    let of = |of_group: &str, name: &str| {
        let report = sent(&format!(r#""traits":{{{of_group}}}"#));
        let airship = report.destination("Airship").unwrap();
        airship.fate(name).unwrap().fields().to_vec()
    };
    assert_eq!(of(r#""phone":"+1""#, "phone"), ["mobile_phone"]);
    assert_eq!(
        of(r#""phone":["+1","+2"]"#, "phone"),
        ["phone[0]", "phone[1]"]
    );
    assert_eq!(of(r#""name":{"short":"H"}"#, "name"), ["name_short"]);
    assert_eq!(of(r#""Name":"Hooli""#, "Name"), ["full_name"]);
    assert_eq!(of(r#""PHONE":"+1""#, "PHONE"), ["mobile_phone"]);
    assert_eq!(of(r#""firstname":"Gavin""#, "firstname"), ["firstname"]);
    assert_eq!(of(r#""Createdat":"x""#, "Createdat"), ["Createdat"]);
}

#[test]
fn a_text_is_a_number_if_javascript_makes_one_of_it() {
    let of = |destination: &str, name: &str, value: &str| {
        let report = sent(&format!(
            r#""context":{{"traits":{{"email":"gavin@hooli.xyz"}}}},"traits":{{"name":"Hooli","{name}":{value}}}"#
        ));
        fate(&report, destination, name)
    };
    for (destination, name, field) in [
        ("Intercom", "size", "size"),
        (
            "Freshsales",
            "industryTypeId",
            "sales_account.industry_type_id",
        ),
        ("Gainsight", "employees", "records[0].Employees"),
    ] {
        let becomes = format!("{name}: changed, as {field}: it becomes a number");
        for number in ["12", " 1.5 ", "1.", ".5", "+1e3", "0x1F", "0b11", "0o17"] {
            assert_eq!(
                of(destination, name, &format!("{number:?}")),
                becomes,
                "{number}"
            );
        }
        let lost = format!("{name}: lost: it is read as a number, which it is not");
        for text in [
            "NaN", "nan", "inf", "1e400", "infinity", "Infinity", "-0x1", "0x", "1_000", "1,5", ".",
        ] {
            assert_eq!(of(destination, name, &format!("{text:?}")), lost, "{text}");
        }
    }
}

#[test]
fn a_float_is_the_number_at_the_beginning_of_a_text() {
    for (destination, name, field) in [
        (
            "Freshsales",
            "annualRevenue",
            "sales_account.annual_revenue",
        ),
        ("Gainsight PX", "latitude", "location.coordinates.latitude"),
        (
            "Gainsight PX",
            "longitude",
            "location.coordinates.longitude",
        ),
    ] {
        let of = |value: &str| {
            let report = sent(&format!(r#""traits":{{"name":"Hooli","{name}":{value}}}"#));
            fate(&report, destination, name)
        };
        assert_eq!(of("1200.5"), format!("{name}: arrives, as {field}"));
        let changed = |why| format!("{name}: changed, as {field}: {why}");
        assert_eq!(of(r#"" 1200.5 ""#), changed("it becomes a number"));
        for text in [
            "1,200,000",
            "1200 EUR",
            "2026-01-02",
            "12e",
            "1.2.3",
            "0x1F",
        ] {
            assert_eq!(
                of(&format!("{text:?}")),
                changed("only the number at its beginning is read"),
                "{text}"
            );
        }
        let lost = format!("{name}: lost: it is read as a number, which it is not");
        for value in [r#""EUR 1200""#, r#""inf""#, r#""-""#, "true", "false", "{}"] {
            assert_eq!(of(value), lost, "{value}");
        }
    }
}

#[test]
fn of_a_type_a_float_is_read_at_the_beginning_of_a_text() {
    #[derive(GroupTraits)]
    struct Company {
        #[allow(dead_code)]
        name: String,
        #[allow(dead_code)]
        #[group(rename = "annualRevenue")]
        annual_revenue: String,
    }
    assert_eq!(
        fate(&report::<Company>(), "Freshsales", "annualRevenue"),
        "annualRevenue: depends, as sales_account.annual_revenue: it is read as a number: of a text only the number at its beginning \
         arrives"
    );
}

#[test]
fn airship_reads_the_name_of_an_empty_array() {
    let report = sent(r#""traits":{"phone":[],"tags":[]}"#);
    let airship = report.destination("Airship").unwrap();
    assert_eq!(airship.fate("phone").unwrap().fields(), ["mobile_phone"]);
    assert_eq!(airship.fate("tags").unwrap().fields(), ["tags"]);
}
