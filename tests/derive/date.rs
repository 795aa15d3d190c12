//! What the date slots take, and what is sent for it.

use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use chrono::{FixedOffset, NaiveDate, TimeZone, Utc};
use group_core::{Date, DateTrait, GroupTraits, Identity, ProblemKind, Traits};
use time::macros::{date, datetime, utc_datetime};

use crate::refused::problem;
use crate::sent;

#[derive(GroupTraits)]
struct Founded<T> {
    created_at: T,
}

fn json<T>(created_at: T) -> String
where
    Founded<T>: GroupTraits,
{
    sent::json(&Founded { created_at })
}

fn assert_refused<T>(created_at: T)
where
    Founded<T>: GroupTraits,
{
    let group = Founded { created_at };
    assert_eq!(
        problem(Identity::user("u").group_with_id("g", &group)),
        ("traits.createdAt".to_owned(), ProblemKind::UnsendableDate)
    );
}

const NOON: &str = r#"{"createdAt":"2014-04-06T12:00:00.000Z"}"#;

const DAY: &str = r#"{"createdAt":"2014-04-06"}"#;

const BEFORE_1970: &str = r#"{"createdAt":"1969-12-31T23:59:59.998Z"}"#;

const FIRST: &str = r#"{"createdAt":"0000-01-01T00:00:00.000Z"}"#;

const LAST: &str = r#"{"createdAt":"9999-12-31T23:59:59.999Z"}"#;

const FIRST_DAY: &str = r#"{"createdAt":"0000-01-01"}"#;

const LAST_DAY: &str = r#"{"createdAt":"9999-12-31"}"#;

/// 2014-04-06T12:00:00Z in seconds.
const NOON_SECS: u64 = 1_396_785_600;

/// 0000-01-01T00:00:00Z, in seconds before 1970.
const YEAR_0: u64 = 62_167_219_200;

/// 10000-01-01T00:00:00Z, in seconds.
const YEAR_10000: u64 = 253_402_300_800;

#[test]
fn a_system_time_is_sent_in_utc_to_the_millisecond() {
    let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(NOON_SECS);
    assert_eq!(json(noon), NOON);
    assert_eq!(json(noon + Duration::from_nanos(999_999)), NOON);
    assert_eq!(
        json(noon + Duration::from_nanos(123_999_999)),
        r#"{"createdAt":"2014-04-06T12:00:00.123Z"}"#
    );
    assert_eq!(
        json(SystemTime::UNIX_EPOCH),
        r#"{"createdAt":"1970-01-01T00:00:00.000Z"}"#
    );
}

#[test]
fn a_system_time_before_1970_is_cut_to_the_millisecond() {
    let epoch = SystemTime::UNIX_EPOCH;
    assert_eq!(json(epoch - Duration::from_nanos(1_500_000)), BEFORE_1970);
    assert_eq!(
        json(epoch - Duration::from_nanos(1)),
        r#"{"createdAt":"1969-12-31T23:59:59.999Z"}"#
    );
    assert_eq!(
        json(epoch - Duration::from_secs(1)),
        r#"{"createdAt":"1969-12-31T23:59:59.000Z"}"#
    );
}

#[test]
fn a_system_time_is_of_the_years_0000_to_9999() {
    let epoch = SystemTime::UNIX_EPOCH;
    assert_eq!(json(epoch - Duration::from_secs(YEAR_0)), FIRST);
    assert_eq!(
        json(epoch + Duration::from_secs(YEAR_10000) - Duration::from_nanos(1)),
        LAST
    );
    assert_refused(epoch - Duration::from_secs(YEAR_0) - Duration::from_nanos(1));
    assert_refused(epoch + Duration::from_secs(YEAR_10000));
    assert_refused(epoch + Duration::from_secs(i64::MAX as u64));
    assert_refused(epoch - Duration::from_secs(i64::MAX as u64));
}

#[test]
fn a_jiff_timestamp_is_sent_in_utc_to_the_millisecond() {
    let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    assert_eq!(json(at("2014-04-06T14:00:00.000999999+02:00")), NOON);
    assert_eq!(json(at("1969-12-31T23:59:59.9985Z")), BEFORE_1970);
    assert_eq!(json(at("0000-01-01T00:00:00Z")), FIRST);
    assert_eq!(
        json(jiff::Timestamp::MAX),
        r#"{"createdAt":"9999-12-30T22:00:00.999Z"}"#
    );
}

#[test]
fn a_jiff_timestamp_before_the_year_0000_is_refused() {
    let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    assert_refused(at("-000001-12-31T23:59:59.999999999Z"));
    assert_refused(jiff::Timestamp::MIN);
}

#[test]
fn a_jiff_zoned_is_converted_to_utc() {
    let at = |text: &str| text.parse::<jiff::Zoned>().unwrap();
    assert_eq!(json(at("2014-04-06T14:00:00[Europe/Berlin]")), NOON);
    assert_eq!(
        json(at("2014-12-31T23:30:00.5-08:00[America/Los_Angeles]")),
        r#"{"createdAt":"2015-01-01T07:30:00.500Z"}"#
    );
}

#[test]
fn a_jiff_civil_date_is_sent_as_the_day() {
    assert_eq!(json(jiff::civil::date(2014, 4, 6)), DAY);
    assert_eq!(json(jiff::civil::date(0, 1, 1)), FIRST_DAY);
    assert_eq!(json(jiff::civil::Date::MAX), LAST_DAY);
    assert_refused(jiff::civil::date(-1, 12, 31));
    assert_refused(jiff::civil::Date::MIN);
}

#[test]
fn a_chrono_date_time_is_sent_in_utc_to_the_millisecond() {
    let berlin = FixedOffset::east_opt(7200).unwrap();
    let noon = berlin.with_ymd_and_hms(2014, 4, 6, 14, 0, 0).unwrap();
    assert_eq!(json(noon), NOON);
    assert_eq!(
        json(noon.to_utc() + chrono::TimeDelta::nanoseconds(999_999)),
        NOON
    );
    let before = Utc.timestamp_opt(0, 0).unwrap() - chrono::TimeDelta::nanoseconds(1_500_000);
    assert_eq!(json(before), BEFORE_1970);
}

#[test]
fn a_chrono_date_time_is_of_the_years_0000_to_9999() {
    let last = Utc.with_ymd_and_hms(9999, 12, 31, 23, 59, 59).unwrap();
    assert_eq!(json(Utc.with_ymd_and_hms(0, 1, 1, 0, 0, 0).unwrap()), FIRST);
    assert_eq!(
        json(last + chrono::TimeDelta::nanoseconds(999_999_999)),
        LAST
    );
    assert_refused(last + chrono::TimeDelta::seconds(1));
    assert_refused(Utc.with_ymd_and_hms(-1, 12, 31, 23, 59, 59).unwrap());
    assert_refused(chrono::DateTime::<Utc>::MAX_UTC);
    assert_refused(chrono::DateTime::<Utc>::MIN_UTC);
}

#[test]
fn the_year_of_an_instant_is_that_of_utc() {
    let west = FixedOffset::west_opt(3600).unwrap();
    let east = FixedOffset::east_opt(3600).unwrap();
    assert_refused(west.with_ymd_and_hms(9999, 12, 31, 23, 30, 0).unwrap());
    assert_refused(east.with_ymd_and_hms(0, 1, 1, 0, 30, 0).unwrap());
    assert_eq!(
        json(west.with_ymd_and_hms(-1, 12, 31, 23, 30, 0).unwrap()),
        r#"{"createdAt":"0000-01-01T00:30:00.000Z"}"#
    );
    assert_refused(datetime!(9999-12-31 23:30 -1));
    assert_refused(datetime!(0000-01-01 00:30 +1));
}

#[test]
fn a_chrono_civil_date_is_sent_as_the_day() {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    assert_eq!(json(day(2014, 4, 6)), DAY);
    assert_eq!(json(day(0, 1, 1)), FIRST_DAY);
    assert_eq!(json(day(9999, 12, 31)), LAST_DAY);
    assert_refused(day(-1, 12, 31));
    assert_refused(day(10_000, 1, 1));
    assert_refused(NaiveDate::MAX);
    assert_refused(NaiveDate::MIN);
}

#[test]
fn an_offset_date_time_is_converted_to_utc() {
    assert_eq!(json(datetime!(2014-04-06 14:00:00.000_999_999 +2)), NOON);
    assert_eq!(json(datetime!(2014-04-06 06:30 -5:30)), NOON);
    assert_eq!(json(datetime!(1969-12-31 23:59:59.9985 UTC)), BEFORE_1970);
    assert_eq!(json(datetime!(0000-01-01 00:00 UTC)), FIRST);
    assert_eq!(json(datetime!(9999-12-31 23:59:59.999_999_999 UTC)), LAST);
    assert_refused(datetime!(-0001-12-31 23:59:59 UTC));
}

#[test]
fn a_utc_date_time_is_sent_to_the_millisecond() {
    assert_eq!(json(utc_datetime!(2014-04-06 12:00:00.000_999_999)), NOON);
    assert_eq!(json(utc_datetime!(1969-12-31 23:59:59.9985)), BEFORE_1970);
    assert_eq!(json(time::UtcDateTime::MAX), LAST);
    assert_refused(time::UtcDateTime::MIN);
}

#[test]
fn a_civil_date_of_time_is_sent_as_the_day() {
    assert_eq!(json(date!(2014 - 04 - 06)), DAY);
    assert_eq!(json(date!(0000 - 01 - 01)), FIRST_DAY);
    assert_eq!(json(time::Date::MAX), LAST_DAY);
    assert_refused(date!(-0001 - 12 - 31));
    assert_refused(time::Date::MIN);
}

#[test]
fn a_date_of_group_core_is_sent_as_it_displays() {
    assert_eq!(json(Date::civil(2014, 4, 6).unwrap()), DAY);
    assert_eq!(json(Date::parse("2014-04-06T12:00Z").unwrap()), NOON);
}

#[test]
fn a_none_is_left_out() {
    assert_eq!(json(None::<SystemTime>), "{}");
    assert_eq!(json(None::<jiff::Timestamp>), "{}");
    assert_eq!(json(&None::<Date>), "{}");
    assert_eq!(json(Box::new(None::<NaiveDate>)), "{}");
    assert_eq!(json(Rc::new(None::<time::Date>)), "{}");
    assert_eq!(json(Arc::new(None::<time::Date>)), "{}");
    assert_eq!(json(Some(None::<Date>)), "{}");
}

#[test]
fn options_and_pointers_compose() {
    let noon = datetime!(2014-04-06 12:00 UTC);
    assert_eq!(json(Some(noon)), NOON);
    assert_eq!(json(&noon), NOON);
    assert_eq!(json(Box::new(noon)), NOON);
    assert_eq!(json(Rc::new(noon)), NOON);
    assert_eq!(json(Arc::new(noon)), NOON);
    assert_eq!(json(Some(Box::new(noon))), NOON);
    assert_eq!(json(Box::new(Some(noon))), NOON);
    assert_eq!(json(&Some(noon)), NOON);
    assert_eq!(json(Some(Some(noon))), NOON);
    assert_eq!(json(Rc::new(Some(&noon))), NOON);
    assert_eq!(json(Rc::new(Some(Arc::new(noon)))), NOON);
    let object: Arc<dyn DateTrait> = Arc::new(noon);
    assert_eq!(json(object), NOON);
}

#[test]
fn a_type_alias_is_what_it_stands_for() {
    type Instant = chrono::DateTime<FixedOffset>;
    type Maybe = Option<Instant>;
    #[derive(GroupTraits)]
    struct Company {
        created_at: Maybe,
    }
    let created_at = Instant::parse_from_rfc3339("2014-04-06T14:00:00+02:00").ok();
    assert_eq!(
        serde_json::to_string(&Traits(&Company { created_at })).unwrap(),
        NOON
    );
}

#[test]
fn newtypes_over_dates_are_dates() {
    #[derive(DateTrait)]
    struct Day(NaiveDate);
    #[derive(DateTrait)]
    struct At {
        instant: SystemTime,
    }
    #[derive(DateTrait)]
    struct Generic<T>(Box<T>);
    #[derive(DateTrait)]
    struct Borrowing<'a, T: ?Sized>(&'a T);
    let day = || Day(NaiveDate::from_ymd_opt(2014, 4, 6).unwrap());
    let instant = SystemTime::UNIX_EPOCH + Duration::from_secs(NOON_SECS);
    assert_eq!(json(day()), DAY);
    assert_eq!(json(Some(At { instant })), NOON);
    assert_eq!(json(Generic(Box::new(Generic(Box::new(day()))))), DAY);
    assert_eq!(json(Borrowing(&day())), DAY);
    assert_refused(Generic(Box::new(NaiveDate::MAX)));
}

#[test]
fn a_hand_written_date_is_sent() {
    struct Epoch(i64);
    impl DateTrait for Epoch {
        fn date(&self) -> Option<Date> {
            Date::from_unix_millis(self.0.checked_mul(1000)?).ok()
        }
    }
    assert_eq!(json(Epoch(1_396_785_600)), NOON);
    assert_eq!(json(&Some(Epoch(1_396_785_600))), NOON);
    assert_refused(Epoch(i64::MAX));
}

#[test]
fn a_custom_trait_as_a_date_is_sent_as_a_date() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(as = "date")]
        trial_ends: SystemTime,
        #[group(as = "date", rename = "renewal")]
        renews: Option<NaiveDate>,
        #[group(as = "date")]
        billed: Rc<Option<time::Date>>,
    }
    let hooli = Company {
        trial_ends: SystemTime::UNIX_EPOCH,
        renews: NaiveDate::from_ymd_opt(2014, 4, 6),
        billed: Rc::new(None),
    };
    assert_eq!(
        serde_json::to_string(&Traits(&hooli)).unwrap(),
        r#"{"trial_ends":"1970-01-01T00:00:00.000Z","renewal":"2014-04-06"}"#
    );
}

#[test]
fn text_is_read_as_a_date_by_map_and_refused_if_it_is_none() {
    #[derive(GroupTraits)]
    struct Company {
        #[group(map = parsed)]
        created_at: &'static str,
    }
    fn parsed(text: &&str) -> Result<Date, group_core::DateError> {
        Date::parse(text)
    }
    let company = Company {
        created_at: "2014-04-06",
    };
    assert_eq!(sent::json(&company), r#"{"createdAt":"2014-04-06"}"#);
    let company = Company {
        created_at: "6 April 2014",
    };
    assert_eq!(
        problem(Identity::user("u").group_with_id("g", &company)),
        ("traits.createdAt".to_owned(), ProblemKind::UnsendableDate)
    );
}
