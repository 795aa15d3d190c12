//! Dates: what `createdAt` and an event's timestamps take.

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod foreign;
mod parse;

use std::fmt::{self, Display};
use std::rc::Rc;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_core::ser::{Serialize, Serializer};

use crate::value::pointers::through_pointers;

/// A date that can be sent: an instant or a civil date, in the years 0000 to 9999.
///
/// Instants are sent in UTC to the millisecond, `2014-04-06T12:00:00.000Z`, and finer parts are cut off; civil
/// dates as `2014-04-06`. Both are ISO-8601, which the specification recommends for `createdAt`, and the first
/// is the form that it requires for timestamps.
///
/// ```
/// use group_core::Date;
///
/// let date = Date::parse("2014-04-06T14:00:00.123456+02:00")?;
/// assert_eq!(date.to_string(), "2014-04-06T12:00:00.123Z");
/// assert_eq!(date, Date::from_unix_millis(1_396_785_600_123)?);
/// assert_eq!(Date::civil(2014, 4, 6)?.to_string(), "2014-04-06");
/// # Ok::<(), group_core::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date(Repr);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Repr {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    Instant(i64),
    Civil {
        year: u16,
        month: u8,
        day: u8,
    },
}

/// 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z, in milliseconds.
const MILLIS: std::ops::RangeInclusive<i64> = -62_167_219_200_000..=253_402_300_799_999;

impl Date {
    /// Reads a civil date, `2014-04-06`, or an instant, `2014-04-06T12:00:00Z`. Seconds and their fraction may be left
    /// out; the zone (`Z`, `+02:00`, `+0200` or `+02`) may not.
    ///
    /// # Errors
    /// [`DateError`] for any other text, for a date that is not in the calendar, for a leap second, and for a date-time
    /// without a zone, which is not a moment in time.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        parse::parse(text).ok_or(DateError(()))
    }

    /// The instant `millis` milliseconds after 1970-01-01T00:00:00Z, or before it if negative.
    ///
    /// # Errors
    /// [`DateError`] outside the years 0000 to 9999.
    pub fn from_unix_millis(millis: i64) -> Result<Self, DateError> {
        if MILLIS.contains(&millis) {
            Ok(Self(Repr::Instant(millis)))
        } else {
            Err(DateError(()))
        }
    }

    /// A day of the Gregorian calendar. Months and days are counted from 1.
    ///
    /// # Errors
    /// [`DateError`] for a day that is not in the calendar, and outside the years 0000 to 9999.
    pub fn civil(year: i32, month: u8, day: u8) -> Result<Self, DateError> {
        match (u16::try_from(year), month, day) {
            (Ok(year @ ..=9999), 1..=12, 1..)
                if day <= datealgo::days_in_month(year.into(), month) =>
            {
                Ok(Self(Repr::Civil { year, month, day }))
            }
            _ => Err(DateError(())),
        }
    }

    pub(crate) fn is_civil(self) -> bool {
        matches!(self.0, Repr::Civil { .. })
    }

    /// The instant `since` after the start of 1970.
    pub(crate) fn since_1970(since: Duration) -> Option<Self> {
        Self::from_unix_millis(i64::try_from(since.as_millis()).ok()?).ok()
    }

    /// The form that is sent.
    pub(crate) fn to_ascii(self) -> Ascii {
        let ((year, month, day), time) = match self.0 {
            Repr::Civil { year, month, day } => ((year.into(), month, day), None),
            Repr::Instant(millis) => {
                let (year, month, day, hour, minute, second) =
                    datealgo::secs_to_datetime(millis.div_euclid(1000));
                let millis = millis.rem_euclid(1000) as u16;
                ((year, month, day), Some((hour, minute, second, millis)))
            }
        };
        let [y1, y2] = digits((year / 100) as u8);
        let [y3, y4] = digits((year % 100) as u8);
        let [mo1, mo2] = digits(month);
        let [d1, d2] = digits(day);
        let (hour, minute, second, millis) = time.unwrap_or_default();
        let [h1, h2] = digits(hour);
        let [mi1, mi2] = digits(minute);
        let [s1, s2] = digits(second);
        let [_, f1] = digits((millis / 100) as u8);
        let [f2, f3] = digits((millis % 100) as u8);
        Ascii {
            #[rustfmt::skip]
            bytes: [
                y1, y2, y3, y4, b'-', mo1, mo2, b'-', d1, d2, b'T',
                h1, h2, b':', mi1, mi2, b':', s1, s2, b'.', f1, f2, f3, b'Z',
            ],
            len: if time.is_some() { 24 } else { 10 },
        }
    }
}

/// The two digits of a number below 100.
fn digits(number: u8) -> [u8; 2] {
    [b'0' + number / 10, b'0' + number % 10]
}

/// A date as text, in place.
pub(crate) struct Ascii {
    bytes: [u8; 24],
    len: usize,
}

impl Ascii {
    pub(crate) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.len).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }
}

/// The form that is sent.
impl Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.to_ascii().as_str())
    }
}

/// Same as [`Date::parse`].
impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

/// As the text that is sent, so that a date can be a custom trait too.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The value is not a [`Date`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError(());

impl Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "not a date in the years 0000 to 9999; write an instant with its zone, `2014-04-06T12:00:00Z`, or a day, `2014-04-06`",
        )
    }
}

impl std::error::Error for DateError {}

/// A value that is sent as an ISO-8601 date, see [`Date`].
///
/// The reserved trait `createdAt` takes it. Implemented for `SystemTime` and [`Date`], and with the features of
/// these names for the instants and civil dates of `chrono` (`DateTime<Tz>`, `NaiveDate`), `jiff` (`Timestamp`,
/// `Zoned`, `civil::Date`) and `time` (`OffsetDateTime`, `UtcDateTime`, `Date`). Text, numbers and date-times without
/// a zone are not dates: nothing says which moment they mean. A leap second, which only `chrono` can hold, is refused
/// by `build()`, as it is by [`Date::parse`]: the times that are sent have no number for it.
///
/// Derive it for a newtype, or implement its one method:
///
/// ```
/// use group_core::{Date, DateTrait, GroupTraits, Traits};
///
/// struct Epoch(i64);
///
/// impl DateTrait for Epoch {
///     fn date(&self) -> Option<Date> {
///         Date::from_unix_millis(self.0.checked_mul(1000)?).ok()
///     }
/// }
///
/// #[derive(GroupTraits)]
/// struct Company { created_at: Epoch }
///
/// let hooli = Company { created_at: Epoch(1_396_785_600) };
/// assert_eq!(
///     serde_json::to_string(&Traits(&hooli)).unwrap(),
///     r#"{"createdAt":"2014-04-06T12:00:00.000Z"}"#,
/// );
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a date",
    label = "an instant or a civil date is needed here",
    note = "a date is: `SystemTime`, `group_core::Date`, an instant or a civil date of `chrono`, `jiff` or `time` (a date-time needs a zone), a newtype with `#[derive(DateTrait)]`; a `&`, `Box`, `Rc` or `Arc` of one",
    note = "a type of `chrono`, `jiff` or `time` is accepted with group-core's feature of that name; a `NaiveDateTime` in UTC with `#[group(map = NaiveDateTime::and_utc)]`",
    note = "from text or numbers, make one with `Date::parse(\"2014-04-06T12:00:00Z\")`, `Date::from_unix_millis(…)` or `Date::civil(2014, 4, 6)`",
    note = "for any other type of your own, implement `DateTrait`"
)]
pub trait DateTrait {
    /// The date to send; `None` for one that can't be sent, which `build()` refuses. To leave a trait out, use an
    /// `Option` of the type.
    fn date(&self) -> Option<Date>;
}

#[diagnostic::do_not_recommend]
impl DateTrait for Date {
    fn date(&self) -> Option<Date> {
        Some(*self)
    }
}

/// For `#[group(map = Date::parse)]`: text that is not a date is refused by `build()`.
#[diagnostic::do_not_recommend]
impl DateTrait for Result<Date, DateError> {
    fn date(&self) -> Option<Date> {
        self.as_ref().ok().copied()
    }
}

#[diagnostic::do_not_recommend]
impl DateTrait for SystemTime {
    fn date(&self) -> Option<Date> {
        let (secs, nanos) = datealgo::systemtime_to_secs(*self)?;
        let millis = secs
            .checked_mul(1000)?
            .checked_add((nanos / 1_000_000).into())?;
        Date::from_unix_millis(millis).ok()
    }
}

through_pointers! {
    DateTrait for &T, Box<T>, Rc<T>, Arc<T> => {
        fn date(&self) -> Option<Date> {
            T::date(self)
        }
    }
}
