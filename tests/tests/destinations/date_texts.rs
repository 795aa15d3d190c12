//! Texts that the warehouse takes for dates: the rule is that of RudderStack's `validTimestamp`, with what JavaScript's
//! `Date` takes.

use crate::report::{fate, sent};

const TEXT: &str = "arrives, as founded (text)";
const INSTANT: &str = "arrives, as founded (timestamptz): it is stored as a date and time";
const DAY: &str = "changed, as founded (timestamptz): it looks like a day, and is stored as its first instant in UTC";
const OTHER: &str = "changed, as founded (timestamptz): it looks like a date, and is stored as a date and time in UTC, to \
                     the millisecond";

const TEXTS: [(&str, &[&str]); 4] = [
    (
        INSTANT,
        &[
            "2026-11-15T10:20:30.450Z",
            "2024-02-29T00:00:00.000Z",
            "0001-01-01T23:59:59.999Z",
        ],
    ),
    (
        DAY,
        &[
            "2026-11-15",
            "2026-01-31",
            "2026-04-30",
            // Leap years: every fourth, not every hundredth, but every four hundredth.
            "2024-02-29",
            "2000-02-29",
            "2023-02-28",
        ],
    ),
    (
        OTHER,
        &[
            // Days that do not exist.
            "2026-02-30",
            "2023-02-29",
            "1900-02-29",
            "2026-04-31",
            "2026-06-31",
            "2026-09-31",
            "2026-11-31",
            "2023-02-29T00:00:00.000Z",
            // A sign, or a blank.
            "+2026-11-15",
            "-2026-11-15",
            "2026-11-15 ",
            "2026-11-15 10:20:30.450Z",
            "2026-11-15\t10:20",
            // Other digits.
            "2026-11-15T10:20Z",
            "2026-11-15T10:20:30Z",
            "2026-11-15T10:20:30.4Z",
            "2026-11-15T10:20:30.456789Z",
            // Another zone, or none.
            "2026-11-15T10:20:30.450",
            "2026-11-15T10:20:30.450z",
            "2026-11-15T10:20:30.450+02:00",
            "2026-11-15T10:20:30.450-0530",
            "2026-11-15T10:20:30.450+23:59",
        ],
    ),
    (
        TEXT,
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
            "2026-11-15T",
            "2026-11-15T10",
            "2026-11-15T24:00",
            "2026-11-15T10:60",
            "2026-11-15T10:20:60",
            "2026-11-15T10:20:30.",
            "2026-11-15T10:20:30.Z",
            "2026-11-15T10:20:30.450Zx",
            "2026-11-15T10:20:30.450x",
            "2026-11-15T10:20:30.450+24:00",
            "2026-11-15T10:20:30.450+02:60",
            "2026-11-15T10:20:30.450+02:00x",
        ],
    ),
];

#[test]
fn a_text_of_the_form_of_a_date_is_stored_as_one() {
    for (expected, texts) in TEXTS {
        for text in texts {
            let value = serde_json::to_string(text).unwrap();
            let report = sent(&format!(r#""traits":{{"founded":{value}}}"#));
            assert_eq!(
                fate(&report, "Postgres", "founded"),
                format!("founded: {expected}"),
                "{text}"
            );
        }
    }
}
