//! The dates of chrono, jiff and time.

use super::{Date, DateTrait};

/// `dates! { Type => |value| expression; }`: implements [`DateTrait`] by an expression of type `Option<Date>`.
macro_rules! dates {
    ($($(@[$generic:ident: $bound:path])? $type:ty => |$value:ident| $date:expr;)+) => {
        $(
            #[diagnostic::do_not_recommend]
            impl$(<$generic: $bound>)? DateTrait for $type {
                fn date(&self) -> Option<Date> {
                    let $value = self;
                    $date
                }
            }
        )+
    };
}

#[cfg(feature = "jiff")]
dates! {
    jiff::Timestamp => |timestamp| {
        // The nanoseconds have the sign of the seconds.
        let millis = timestamp.subsec_nanosecond().div_euclid(1_000_000);
        Date::from_unix_millis(timestamp.as_second() * 1000 + i64::from(millis)).ok()
    };
    jiff::Zoned => |zoned| zoned.timestamp().date();
    jiff::civil::Date => |day| {
        let (month, day_of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        Date::civil(day.year().into(), month, day_of_month).ok()
    };
}

#[cfg(feature = "chrono")]
dates! {
    @[Tz: chrono::TimeZone] chrono::DateTime<Tz> => |instant| {
        // In a leap second, the nanoseconds of the second before it go on.
        let is_leap = instant.timestamp_subsec_nanos() >= 1_000_000_000;
        let date = Date::from_unix_millis(instant.timestamp_millis()).ok();
        date.filter(|_| !is_leap)
    };
    chrono::NaiveDate => |day| {
        use chrono::Datelike;
        let (month, day_of_month) = (day.month().try_into().ok()?, day.day().try_into().ok()?);
        Date::civil(day.year(), month, day_of_month).ok()
    };
}

#[cfg(feature = "time")]
dates! {
    time::OffsetDateTime => |instant| {
        let millis = instant.unix_timestamp() * 1000 + i64::from(instant.millisecond());
        Date::from_unix_millis(millis).ok()
    };
    time::UtcDateTime => |instant| {
        let millis = instant.unix_timestamp() * 1000 + i64::from(instant.millisecond());
        Date::from_unix_millis(millis).ok()
    };
    time::Date => |day| Date::civil(day.year(), day.month().into(), day.day()).ok();
}
