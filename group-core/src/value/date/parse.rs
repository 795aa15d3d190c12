//! Reads ISO-8601 dates.
//!
//! By hand, because `datealgo` reads fixed forms only, and the parsers of jiff, chrono and time are behind their features.

use super::Date;

pub(super) fn parse(text: &str) -> Option<Date> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let (year, after_year) = number(date, 4)?;
    let (month, after_month) = number(after_year.strip_prefix('-')?, 2)?;
    let (day, "") = number(after_month.strip_prefix('-')?, 2)? else {
        return None;
    };
    let (year, month, day) = (i32::from(year), month as u8, day as u8);
    let civil = Date::civil(year, month, day).ok()?;
    let Some(time) = time else {
        return Some(civil);
    };

    let (hour, after_hour) = number(time, 2)?;
    let (minute, mut unread) = number(after_hour.strip_prefix(':')?, 2)?;
    let (mut second, mut millis) = (0, 0);
    if let Some(seconds) = unread.strip_prefix(':') {
        (second, unread) = number(seconds, 2)?;
        if let Some(fraction) = unread.strip_prefix(['.', ',']) {
            unread = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = fraction.strip_suffix(unread)?;
            if digits.is_empty() {
                return None;
            }
            millis = format!("{digits:0<3.3}").parse().ok()?;
        }
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (hour, minute, second) = (hour as u8, minute as u8, second as u8);
    let secs = datealgo::datetime_to_secs((year, month, day, hour, minute, second));
    Date::from_unix_millis((secs - zone(unread)?) * 1000 + millis).ok()
}

/// The seconds that a zone is ahead of UTC.
fn zone(text: &str) -> Option<i64> {
    let (sign, offset) = match text.split_at_checked(1)? {
        ("Z", "") => return Some(0),
        ("+", offset) => (1, offset),
        ("-", offset) => (-1, offset),
        _ => return None,
    };
    let (hours, minutes) = match number(offset, 2)? {
        (hours, "") => (hours, 0),
        (hours, minutes) => match number(minutes.strip_prefix(':').unwrap_or(minutes), 2)? {
            (minutes, "") => (hours, minutes),
            _ => return None,
        },
    };
    (hours < 24 && minutes < 60).then(|| sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60))
}

/// The number of exactly `len` digits that `text` begins with, and what follows it.
fn number(text: &str, len: usize) -> Option<(u16, &str)> {
    let (digits, after) = text.split_at_checked(len)?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some((digits.parse().ok()?, after))
}
