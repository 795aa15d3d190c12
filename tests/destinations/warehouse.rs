//! The warehouses. What is expected is what rudder-server f2655fbb does: its transformer, the worker that writes the load
//! files, and the integration of each warehouse.

use group_core::GroupTraits;
use group_core::destinations::{Outcome, Report, report};

use crate::report::{fate, sent};

/// What becomes of one trait `v`, without its name.
fn value(warehouse: &str, json: &str) -> String {
    let report = sent(&format!(r#""traits":{{"v":{json}}}"#));
    verdict(&report, warehouse, "v")
}

fn string(warehouse: &str, string: &str) -> String {
    value(warehouse, &serde_json::to_string(string).unwrap())
}

fn verdict(report: &Report, warehouse: &str, name: &str) -> String {
    let fate = fate(report, warehouse, name);
    fate.strip_prefix(&format!("{name}: ")).unwrap().to_owned()
}

fn many(count: usize) -> Report {
    let traits: Vec<_> = (0..count).map(|i| format!(r#""t{i}x":{i}"#)).collect();
    sent(&format!(r#""traits":{{{}}}"#, traits.join(",")))
}

#[test]
fn an_event_with_more_than_1600_columns_is_refused() {
    let fate = |report: &Report, warehouse: &str| fate(report, warehouse, "t7x");
    let refused = "t7x: lost: the event makes more than 1,600 columns, and is refused";
    // 16 columns are not of traits; BigQuery has one more.
    let report = many(1584);
    assert_eq!(fate(&report, "Postgres"), "t7x: arrives, as t7_x (bigint)");
    assert_eq!(fate(&report, "BigQuery"), refused);
    let report = many(1585);
    assert_eq!(fate(&report, "Postgres"), refused);
    assert_eq!(fate(&report, "S3 Data Lake"), "t7x: arrives, as t7_x (int)");
}

#[test]
fn a_string_of_blanks_is_null_where_it_is_loaded_as_null() {
    for blanks in ["   ", "\t\n", "\u{a0}"] {
        for warehouse in ["Postgres", "Redshift", "SQL Server", "Azure Synapse"] {
            assert_eq!(
                string(warehouse, blanks),
                "lost: it has only blanks, and is stored as NULL",
                "{warehouse}"
            );
        }
        for warehouse in ["ClickHouse", "BigQuery", "Delta Lake", "S3 Data Lake"] {
            let verdict = string(warehouse, blanks);
            assert!(verdict.starts_with("arrives"), "{warehouse}: {verdict}");
        }
    }
}

#[test]
fn blanks_at_the_end_are_cut_off_in_redshift() {
    let cut = "changed, as v (varchar(65535)): the blanks at its end are cut off";
    assert_eq!(string("Redshift", "Hooli "), cut);
    assert_eq!(string("Redshift", "Hooli\n"), cut);
    assert_eq!(
        string("Redshift", " Hooli"),
        "arrives, as v (varchar(65535))"
    );
    assert_eq!(string("Postgres", "Hooli "), "arrives, as v (text)");
}

#[test]
fn a_long_string_is_cut_in_sql_server_and_synapse() {
    let cut = "it is cut after 512 bytes, or with a character beyond ASCII after 256 characters";
    for long in [
        "a".repeat(513),
        format!("é{}", "a".repeat(256)),
        "é".repeat(257),
        // 513 bytes.
        "界".repeat(171),
    ] {
        assert_eq!(
            string("SQL Server", &long),
            format!("changed, as v (nvarchar(512)): {cut}")
        );
        assert_eq!(
            string("Azure Synapse", &long),
            format!("changed, as v (varchar(512)): {cut}")
        );
        assert_eq!(string("Postgres", &long), "arrives, as v (text)");
    }
    for short in [
        "a".repeat(512),
        format!("é{}", "a".repeat(255)),
        "é".repeat(256),
        "界".repeat(170),
    ] {
        assert_eq!(
            string("SQL Server", &short),
            "arrives, as v (nvarchar(512))"
        );
    }
}

#[test]
fn a_line_break_of_two_characters_becomes_one_where_go_reads_the_rows() {
    for warehouse in ["Postgres", "SQL Server", "Azure Synapse", "ClickHouse"] {
        let verdict = string(warehouse, "1 Main St\r\nRome");
        assert!(
            verdict.ends_with(r"): each `\r\n` is stored as `\n`"),
            "{warehouse}: {verdict}"
        );
    }
    assert_eq!(string("Snowflake", "a\r\nb"), "arrives, as V (varchar)");
    assert_eq!(string("Postgres", "a\nb\r"), "arrives, as v (text)");
}

#[test]
fn clickhouse_stores_whole_seconds_from_1970_to_2105() {
    let seconds = "changed, as v (DateTime): it is stored as a date and time in whole seconds";
    let years = "changed, as v (DateTime): ClickHouse's DateTime covers the years 1970 to 2105, so another date is stored";
    assert_eq!(string("ClickHouse", "2026-11-15T10:20:30.450Z"), seconds);
    assert_eq!(
        string("ClickHouse", "2026-11-15T10:20:30.000Z"),
        "arrives, as v (DateTime): it is stored as a date and time"
    );
    assert_eq!(string("ClickHouse", "1969-12-31"), years);
    assert_eq!(string("ClickHouse", "2106-01-01T00:00:00.000Z"), years);
    let day = string("ClickHouse", "2105-12-31");
    assert!(day.ends_with("midnight of that day in UTC"), "{day}");
}

#[test]
fn a_float_is_rounded_in_sql_server_and_synapse() {
    let rounded = "changed, as v (decimal(28,10)): it is rounded to ten decimals";
    assert_eq!(value("SQL Server", "0.12345678901"), rounded);
    assert_eq!(value("Azure Synapse", "0.12345678901"), rounded);
    assert_eq!(
        value("SQL Server", "0.1234567890"),
        "arrives, as v (decimal(28,10))"
    );
    assert_eq!(
        value("Postgres", "0.12345678901"),
        "arrives, as v (numeric)"
    );
}

#[test]
fn a_number_that_is_too_large_for_an_integer_becomes_another() {
    let changed = "changed, as v (bigint): it is whole, so it is stored as an integer, and is too large for one: another \
                   number is stored, or none";
    for value_ in ["1e300", "1e19", "-1e19"] {
        assert_eq!(value("Postgres", value_), changed, "{value_}");
    }
    assert!(value("Postgres", "9007199254740992.0").starts_with("arrives, as v (bigint)"));
}

#[test]
fn an_array_is_left_out_if_it_has_nothing_or_one_empty_item() {
    let empty = "lost: it is empty, so its column stays empty";
    for array in ["[]", r#"[""]"#, "[[]]", r#"[[""]]"#] {
        assert_eq!(value("Postgres", array), empty, "{array}");
    }
    for array in ["[null]", "[[null]]", "[0]", "[false]", "[{}]", r#"["",""]"#] {
        assert_eq!(
            value("Postgres", array),
            "changed, as v (text): an array is stored as the string of its JSON",
            "{array}"
        );
    }
}

#[test]
fn of_several_for_one_column_the_last_in_the_order_of_bytes_is_stored() {
    for traits in [
        r#"{"seatCount":1,"seat_count":2,"SeatCount":3}"#,
        r#"{"seat_count":2,"SeatCount":3,"seatCount":1}"#,
    ] {
        let report = sent(&format!(r#""traits":{traits}"#));
        let lost = "lost: `seat_count` of the event takes its column seat_count";
        assert_eq!(verdict(&report, "Postgres", "seatCount"), lost);
        assert_eq!(verdict(&report, "Postgres", "SeatCount"), lost);
        assert_eq!(
            verdict(&report, "Postgres", "seat_count"),
            "arrives, as seat_count (bigint)"
        );
    }
    let report = sent(r#""traits":{"limits":{"a_b":1,"aB":2}}"#);
    assert_eq!(
        verdict(&report, "Postgres", "limits"),
        "changed, as limits_a_b (bigint): of a member: `limits.a_b` of the event takes its column limits_a_b"
    );
}

#[test]
fn an_object_has_the_fate_of_its_worst_member() {
    for (members, expected) in [
        (r#"{"a":1,"b":"x"}"#, "split, as v_a (bigint), v_b (text)"),
        (
            r#"{"a":1,"b":"2026-11-15\t"}"#,
            "depends, as v_a (bigint), v_b (by the value): of a member: it looks like a date in a rare form, and \
             RudderStack may store another date; send a `group_core::Date`",
        ),
        (
            r#"{"a":"2026-11-15\t","b":[1]}"#,
            "changed, as v_a (by the value), v_b (text): of a member: an array is stored as the string of its JSON",
        ),
        (
            r#"{"a":[1],"b":""}"#,
            "changed, as v_a (text): of a member: it is empty, so its column stays empty",
        ),
        (
            r#"{"a":"","b":null}"#,
            "lost: it is empty, so its column stays empty",
        ),
        ("{}", "lost: an empty object makes no column"),
    ] {
        assert_eq!(value("Postgres", members), expected, "{members}");
    }
}

#[derive(GroupTraits)]
#[group(rename_all = "camelCase")]
#[allow(dead_code)]
struct Subscription {
    plan: String,
    mrr: f64,
    renews_at: Option<String>,
    start_date: String,
    customer_since: String,
    paid_until: String,
    latitude: String,
    update: String,
}

#[test]
fn of_a_type_a_float_depends_on_the_first_value() {
    let report = report::<Subscription>();
    assert_eq!(
        verdict(&report, "Postgres", "mrr"),
        "depends, as mrr (numeric): the first value decides: if it is whole, the column is one of integers, and later \
         fractions are cut off; send an integer, such as cents"
    );
}

#[test]
fn of_a_type_a_string_with_the_name_of_a_date_depends_on_the_first_value() {
    let report = report::<Subscription>();
    for (name, column) in [
        ("renewsAt", "renews_at"),
        ("startDate", "start_date"),
        ("customerSince", "customer_since"),
        ("paidUntil", "paid_until"),
    ] {
        assert_eq!(
            verdict(&report, "Postgres", name),
            format!(
                "depends, as {column} (text): the first value decides: if it looks like a date, the column is one of \
                 dates, and other strings are discarded; send a `group_core::Date`"
            )
        );
    }
    for name in ["plan", "latitude", "update"] {
        let destination = report.destination("Postgres").unwrap();
        let outcome = destination.fate(name).unwrap().outcome();
        assert_eq!(outcome, Outcome::Arrives, "{name}");
    }
}

#[test]
fn of_a_type_an_instant_depends_on_its_fraction_in_clickhouse() {
    #[derive(GroupTraits)]
    #[group(rename_all = "camelCase")]
    #[allow(dead_code)]
    struct Company {
        created_at: std::time::SystemTime,
    }
    let report = report::<Company>();
    assert_eq!(
        verdict(&report, "ClickHouse", "createdAt"),
        "depends, as created_at (DateTime): it is stored as a date and time in whole seconds, of the years 1970 to 2105"
    );
    assert_eq!(
        verdict(&report, "Postgres", "createdAt"),
        "arrives, as created_at (timestamptz): it is stored as a date and time"
    );
}

#[test]
fn an_assertion_of_a_type_fails_for_a_float_and_passes_for_a_string() {
    let report = report::<Subscription>();
    report.assert_arrives("Postgres", ["plan"]);
    let failed = std::panic::catch_unwind(|| report.assert_arrives("Postgres", ["mrr"]));
    assert!(failed.is_err());
}
