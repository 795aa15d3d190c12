//! What the cases have in common.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use group_core::{Payload, PayloadError};
use serde::{Serialize, Serializer};

pub type Outcome = Result<String, Vec<(String, String)>>;

pub fn outcome(built: Result<Payload, PayloadError>) -> Outcome {
    built.map(Payload::into_string).map_err(|refused| {
        let pair = |problem: &group_core::Problem| {
            (problem.path().to_owned(), format!("{:?}", problem.kind()))
        };
        refused.problems().iter().map(pair).collect()
    })
}

pub fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

pub fn same<T: ?Sized>(value: &T) -> &T {
    value
}

pub fn yes<T: ?Sized>(_: &T) -> bool {
    true
}

pub fn no<T: ?Sized>(_: &T) -> bool {
    false
}

pub trait Anything {}

impl<T: ?Sized> Anything for T {}

pub struct Opaque;

pub struct Fails(pub &'static str);

impl Serialize for Fails {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom(self.0))
    }
}

pub fn system_time(seconds: i64, nanos: u32) -> SystemTime {
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let whole = if seconds < 0 {
        UNIX_EPOCH - whole
    } else {
        UNIX_EPOCH + whole
    };
    whole + Duration::from_nanos(nanos.into())
}

pub fn timestamp(seconds: i64, nanos: u32) -> jiff::Timestamp {
    jiff::Timestamp::from_nanosecond(i128::from(seconds) * 1_000_000_000 + i128::from(nanos))
        .unwrap()
}

pub fn offset_date_time(seconds: i64, nanos: u32, hours: i8) -> time::OffsetDateTime {
    let nanos = i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
    let at = time::OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap();
    at.to_offset(time::UtcOffset::from_hms(hours, 0, 0).unwrap())
}
