//! What becomes of a value in a column.
//!
//! rudder-server's transformer gives each value a type (`embedded/warehouse/datatype.go`), its `warehouse/slave/worker.go`
//! adapts the value to the type of the column, and the integration of the warehouse loads it.

use group_rules::column::lower_words;

use super::timestamp::{self, Reading};
use super::{Type, Warehouse};
use crate::fate::Outcome;
use crate::sent::{Content, Form};

pub(super) struct Verdict {
    pub(super) outcome: Outcome,
    pub(super) why: Option<&'static str>,
    pub(super) cure: Option<&'static str>,
}

impl Verdict {
    const ARRIVES: Self = Self {
        outcome: Outcome::Arrives,
        why: None,
        cure: None,
    };

    const fn new(outcome: Outcome, why: &'static str) -> Self {
        Self {
            outcome,
            why: Some(why),
            cure: None,
        }
    }

    const fn cure(mut self, cure: &'static str) -> Self {
        self.cure = Some(cure);
        self
    }
}

const STORED_AS_DATE: &str = "it is stored as a date and time";
const STORED_AS_MIDNIGHT: &str =
    "it looks like a day, so it is stored as a date and time: midnight of that day in UTC";
const SEND_DATE: &str = "send a `group_core::Date`";

/// What SQL Server and Azure Synapse keep of a string, in bytes: `varcharDefaultLength` in `mssql/mssql.go` and
/// `azure-synapse/azure-synapse.go`.
const SQL_SERVER_BYTES: usize = 512;

impl Warehouse {
    pub(super) fn value(self, name: &str, content: &Content) -> Verdict {
        match content {
            _ if is_blank(content) => {
                Verdict::new(Outcome::Lost, "it is empty, so its column stays empty")
            }
            Content::Text(Some(string)) => self.string(string),
            Content::Text(None) if sounds_like_date(name) => Verdict::new(
                Outcome::Depends,
                "the first value decides: if it looks like a date, the column is one of dates, and other strings are discarded",
            )
            .cure(SEND_DATE),
            Content::Date(Form::Instant) if self == Self::ClickHouse => Verdict::new(
                Outcome::Depends,
                "it is stored as a date and time in whole seconds, of the years 1970 to 2105",
            ),
            Content::Date(Form::Instant) => Verdict::new(Outcome::Arrives, STORED_AS_DATE),
            Content::Date(Form::Day) => Verdict::new(Outcome::Changed, STORED_AS_MIDNIGHT),
            Content::Date(Form::Any) => Verdict::new(
                Outcome::Depends,
                "it is stored as a date and time in UTC, to the millisecond: a day as its midnight, and finer digits are cut off",
            ),
            Content::Float(None) => Verdict::new(
                Outcome::Depends,
                "the first value decides: if it is whole, the column is one of integers, and later fractions are cut off",
            )
            .cure("send an integer, such as cents"),
            Content::Float(Some(value)) => self.float(*value),
            Content::Array(_) => Verdict::new(
                Outcome::Changed,
                "an array is stored as the string of its JSON",
            ),
            Content::Object(_) => Verdict {
                outcome: Outcome::Split,
                ..Verdict::ARRIVES
            },
            Content::Unknown => Verdict::new(
                Outcome::Depends,
                "a string, a number or a boolean is stored as it is, an array as the string of its JSON, an object in a \
                 column for each member",
            ),
            Content::Null | Content::Bool(_) | Content::Int(_) | Content::Text(None) => {
                Verdict::ARRIVES
            }
        }
    }

    fn float(self, value: f64) -> Verdict {
        let is_whole = value.fract() == 0.0;
        match self {
            _ if is_whole && value.abs() >= 2f64.powi(63) => Verdict::new(
                Outcome::Changed,
                "it is whole, so it is stored as an integer, and is too large for one: another number is stored, or none",
            ),
            _ if is_whole => Verdict::new(
                Outcome::Arrives,
                "it is whole, so it is stored as an integer; if it is the first value, the column is one of integers, and \
                 later fractions are cut off",
            ),
            Self::SqlServer | Self::AzureSynapse if decimals(value) > 10 => {
                Verdict::new(Outcome::Changed, "it is rounded to ten decimals")
            }
            _ => Verdict::ARRIVES,
        }
    }

    fn string(self, string: &str) -> Verdict {
        match timestamp::read(string) {
            Reading::String => self.plain_string(string),
            Reading::OtherDate => Verdict::new(
                Outcome::Changed,
                "RudderStack reads another date in it than it says, and stores that",
            )
            .cure(SEND_DATE),
            Reading::Unclear => Verdict::new(
                Outcome::Depends,
                "it looks like a date in a rare form, and RudderStack may store another date",
            )
            .cure(SEND_DATE),
            _ if self == Self::ClickHouse && !has_unix_year(string) => Verdict::new(
                Outcome::Changed,
                "ClickHouse's DateTime covers the years 1970 to 2105, so another date is stored",
            ),
            Reading::Day => Verdict::new(Outcome::Changed, STORED_AS_MIDNIGHT),
            Reading::Instant if self == Self::ClickHouse && !string.ends_with(".000Z") => {
                Verdict::new(
                    Outcome::Changed,
                    "it is stored as a date and time in whole seconds",
                )
            }
            Reading::Instant => Verdict::new(Outcome::Arrives, STORED_AS_DATE),
            Reading::OtherForm => Verdict::new(
                Outcome::Changed,
                "it looks like a date, so it is stored as a date and time in UTC, to the millisecond",
            )
            .cure(SEND_DATE),
        }
    }

    /// A string that is no date.
    fn plain_string(self, string: &str) -> Verdict {
        match self {
            _ if self.blanks_are_null() && string.trim().is_empty() => {
                Verdict::new(Outcome::Lost, "it has only blanks, and is stored as NULL")
            }
            Self::SqlServer | Self::AzureSynapse if is_cut(string) => Verdict::new(
                Outcome::Changed,
                "it is cut after 512 bytes, or with a character beyond ASCII after 256 characters",
            ),
            Self::Redshift if string.ends_with(char::is_whitespace) => {
                Verdict::new(Outcome::Changed, "the blanks at its end are cut off")
            }
            // Go's `encoding/csv`, which they load with, reads `\r\n` as `\n`.
            Self::Postgres | Self::SqlServer | Self::AzureSynapse | Self::ClickHouse
                if string.contains("\r\n") =>
            {
                Verdict::new(Outcome::Changed, "each `\\r\\n` is stored as `\\n`")
            }
            _ => Verdict::ARRIVES,
        }
    }

    /// By `strings.TrimSpace` in `postgres/load.go`, `mssql/mssql.go` and `azure-synapse/azure-synapse.go`, and by
    /// `BLANKSASNULL` in `redshift/redshift.go`.
    fn blanks_are_null(self) -> bool {
        matches!(
            self,
            Self::Postgres | Self::SqlServer | Self::AzureSynapse | Self::Redshift
        )
    }
}

/// Whether the last word of a name is one that names of dates end in.
fn sounds_like_date(name: &str) -> bool {
    let words = lower_words(name);
    matches!(
        words.last().map(String::as_str),
        Some("at" | "date" | "since" | "until")
    )
}

/// The years that 32 bits of seconds since 1970 cover.
fn has_unix_year(date: &str) -> bool {
    let year = date.get(..4).and_then(|year| year.parse().ok());
    year.is_some_and(|year: u32| (1970..2106).contains(&year))
}

/// By `ProcessColumnValue`, which stores a string as UTF-16 if a character of it is beyond ASCII.
fn is_cut(string: &str) -> bool {
    let utf16 = || 2 * string.encode_utf16().count();
    string.len() > SQL_SERVER_BYTES || !string.is_ascii() && utf16() > SQL_SERVER_BYTES
}

fn decimals(value: f64) -> usize {
    let text = value.to_string();
    text.split_once('.')
        .map_or(0, |(_, decimals)| decimals.len())
}

/// Whether rudder-server leaves a value out: `IsEmptyString` in `embedded/warehouse/internal/utils/utils.go`.
pub(super) fn is_blank(content: &Content) -> bool {
    match content {
        Content::Null => true,
        Content::Text(Some(string)) => string.is_empty(),
        Content::Array(Some(items)) => match items.as_slice() {
            [] => true,
            [Content::Null] => false,
            [item] => is_blank(item),
            _ => false,
        },
        _ => false,
    }
}

impl Content {
    /// The type of the column that it makes.
    pub(crate) fn column_type(&self) -> Type {
        match self {
            Self::Bool(_) => Type::Bool,
            Self::Int(_) => Type::Int,
            Self::Float(Some(value)) if value.fract() == 0.0 => Type::Int,
            Self::Float(_) => Type::Float,
            Self::Date(_) => Type::DateTime,
            Self::Text(Some(string)) => match timestamp::read(string) {
                Reading::String => Type::Text,
                Reading::Unclear => Type::Unknown,
                _ => Type::DateTime,
            },
            Self::Text(None) | Self::Array(_) => Type::Text,
            Self::Null | Self::Object(_) | Self::Unknown => Type::Unknown,
        }
    }
}
