//! Strings that the warehouse takes for dates. What is expected is what rudder-server f2655fbb made of each: its pattern for
//! dates and its parser, `ValidTimestamp` and `ToTimestamp` in `embedded/warehouse/internal/utils/utils.go`, were run on it.

use crate::report::{fate, sent};

const STRING: &str = "arrives, as founded (text)";
const INSTANT: &str = "arrives, as founded (timestamptz): it is stored as a date and time";
const DAY: &str = "changed, as founded (timestamptz): it looks like a day, so it is stored as a date and time: midnight of \
                   that day in UTC";
const OTHER_FORM: &str = "changed, as founded (timestamptz): it looks like a date, so it is stored as a date and time in \
                          UTC, to the millisecond; send a `group_core::Date`";
const OTHER_DATE: &str = "changed, as founded (timestamptz): RudderStack reads another date in it than it says, and stores \
                          that; send a `group_core::Date`";
const UNCLEAR: &str = "depends, as founded (by the value): it looks like a date in a rare form, and RudderStack may store \
                       another date; send a `group_core::Date`";

#[track_caller]
fn assert_all(strings: &[&str], expected: &str) {
    for string in strings {
        let value = serde_json::to_string(string).unwrap();
        let report = sent(&format!(r#""traits":{{"founded":{value}}}"#));
        assert_eq!(
            fate(&report, "Postgres", "founded"),
            format!("founded: {expected}"),
            "{string}"
        );
    }
}

#[test]
fn an_instant_in_utc_to_the_millisecond_is_stored_as_it_is() {
    assert_all(
        &[
            "2026-11-15T10:20:30.450Z",
            "2024-02-29T00:00:00.000Z",
            "0001-01-01T00:00:00.000Z",
            "9999-12-31T23:59:59.999Z",
        ],
        INSTANT,
    );
}

#[test]
fn a_day_is_stored_as_its_midnight() {
    assert_all(
        &[
            "2026-11-15",
            "2026-01-31",
            "2026-04-30",
            // Every fourth year is a leap year, not every hundredth, but every four hundredth.
            "2024-02-29",
            "2000-02-29",
            "2023-02-28",
            "0001-01-01",
            "9999-12-31",
        ],
        DAY,
    );
}

#[test]
fn another_form_of_an_instant_loses_its_form() {
    assert_all(
        &[
            // Without a time, or with nothing but an offset.
            "2026-11-15 ",
            "2026-11-15T",
            "2026-11-15TZ",
            "2026-11-15Tz",
            "2026-11-15 +02",
            "2026-11-15T+02:00",
            "2026-11-15 +0200",
            // With a blank.
            "2026-11-15 10:20",
            "2026-11-15 10:20:30.450Z",
            "2026-11-15 10:20:30+02",
            "2026-11-15 10:20:30.123456",
            // With more or fewer digits.
            "2026-11-15T10:20",
            "2026-11-15T10:20Z",
            "2026-11-15T10:20:5",
            "2026-11-15T10:20:30Z",
            "2026-11-15T10:20:30.4Z",
            "2026-11-15T10:20:30.450",
            "2026-11-15T10:20:30.450z",
            "2026-11-15T10:20:30.4509999Z",
            "2026-11-15T10:20:30.1234567890123456789",
            // With an offset.
            "2026-11-15T10:20+02",
            "2026-11-15T10:20:30-07",
            "2026-11-15T10:20:30+23:59",
            "2026-11-15T10:20:30.450+02:00",
            "2026-11-15T10:20:30.450-0530",
            "2026-11-15 10:20:30.123456+00",
            "2026-11-15 10:20:30.123456-00",
            "2026-11-15 10:20:30.123456-07",
        ],
        OTHER_FORM,
    );
}

#[test]
fn an_offset_of_two_digits_behind_a_fraction_makes_another_date() {
    assert_all(
        &[
            // 2026-01-15T10:20:30.123Z, 2026-11-02T10:20:30.123Z and 2026-11-15T10:20:05.123Z.
            "2026-11-15 10:20:30.123456+01",
            "2026-11-15 10:20:30.123456+02",
            "2026-11-15 10:20:30.123+05",
            "2026-11-15T10:20:30.123+07",
            "2026-11-15T10:20:30.1-09",
            "2026-11-15T10:20:30.123456+15",
        ],
        OTHER_DATE,
    );
    assert_all(
        &[
            "2026-11-15 10:20:30.123456+10",
            "2026-11-15 10:20:30.123456-11",
            "2026-11-15 10:20:30.123456+14",
            "2026-11-15 10:20:30.123456+16",
            "2026-11-15 10:20:30.123456+23",
        ],
        STRING,
    );
}

#[test]
fn a_day_that_does_not_exist_becomes_the_midnight_of_another() {
    assert_all(
        &[
            "2026-02-30",
            "2023-02-29",
            "1900-02-29",
            "2026-04-31",
            "2026-06-31",
            "2026-09-31",
            "2026-11-31",
            "2023-02-29T00:00:00.000Z",
            "2026-02-30T10:20:30.450Z",
            "2026-02-30 10:20+05",
            "2026-02-30 ",
        ],
        OTHER_DATE,
    );
}

#[test]
fn of_a_form_that_nobody_writes_the_fate_depends() {
    assert_all(
        &[
            // A string.
            "2026-11-24\n",
            "2026-11-15\n10:20:30",
            "2026-11-15T10:20:30:40",
            "2026-11-15T:30.5",
            "9999-12-31T23:59:59.9999Z",
            "0001-01-01T00:00:00.000+02:00",
            // 2026-11-01T15:00:00.000Z, 2026-11-15T00:30:00.000Z and 2026-11-02T10:20:30.000Z.
            "2026-11-15\t",
            "2026-11-15T:30",
            "2026-11-15T10:20:30+02:",
        ],
        UNCLEAR,
    );
}

#[test]
fn any_other_string_stays_one() {
    assert_all(
        &[
            "soon",
            "2026",
            "2026-11",
            "0000-11-15",
            "2026-13-15",
            "2026-00-15",
            "2026-11-32",
            "2026-11-00",
            "2026/11/15",
            "26-11-15",
            "2026-11-15x",
            "2026-11-15x10:20",
            "2026-11-15T10",
            "2026-11-15T24:00",
            "2026-11-15T10:60",
            "2026-11-15T10:20:",
            "2026-11-15T10:20.5",
            "2026-11-15T10:20:30.",
            "2026-11-15T10:20:30.Z",
            "2026-11-15T10:20:5.5",
            "2026-11-15T10:20:30.450Zx",
            "2026-11-15T10:20:30.450x",
            "2026-11-15T10:20:30.450+24:00",
            "2026-11-15T10:20:30.450+02:60",
            "2026-11-15T10:20:30.450+02:0",
            "2026-11-15T10:20:30.450+02:00x",
            "2026-11-15T10:20:30+1x",
            "2026-11-15T10:20:60:99",
            "2026-11-15T:99",
            // What the pattern lets through and the parser does not read.
            "+2026-11-15",
            "-2026-11-15",
            "+2026-11-15T10:20:30.450Z",
            "2026-11-15T10:20:60",
            "2026-11-15T10:20:123",
            "2026-11-15T10:20z",
            "2026-11-15T10:20:30z",
            // 41 characters.
            "2026-11-15T10:20:30.123456789012345678901",
        ],
        STRING,
    );
}
