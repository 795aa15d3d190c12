//! Strings that RudderStack stores as dates.
//!
//! rudder-server matches a pattern first, and the Go package dateparse then reads the string (`ValidTimestamp` and
//! `parseTimestamp` in `embedded/warehouse/internal/utils/utils.go`). The pattern lets more through than dateparse
//! understands, so some strings stay strings and some become another date. The rules below were found by running both.

/// What a string becomes in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    String,
    /// The same instant in the same form.
    Instant,
    /// A day, which becomes its first instant in UTC.
    Day,
    /// The same instant in another form: without its zone or its finer digits.
    OtherForm,
    /// Another date than the one that is written.
    OtherDate,
    /// A form that nobody writes: a string, the date, or another date.
    Unclear,
}

/// rudder-server reads no date in a longer string.
const LONGEST: usize = 40;

pub(super) fn read(string: &str) -> Reading {
    if string.len() > LONGEST {
        return Reading::String;
    }
    let Some((day, rest)) = Day::split(string.as_bytes()) else {
        return Reading::String;
    };
    let Some((separator, rest)) = rest.split_first() else {
        return match day.exists() {
            true => Reading::Day,
            false => Reading::OtherDate,
        };
    };
    let Some((clock, rest)) = Clock::split(rest) else {
        return Reading::String;
    };
    let Some(zone) = Zone::read(rest) else {
        return Reading::String;
    };
    let is_same = match (separator, clock, zone) {
        (b'\t' | b'\n' | b'\x0c' | b'\r', ..) => return Reading::Unclear,
        (_, Clock::NoSecond, _) | (_, Clock::Whole, Zone::SmallZ) => return Reading::String,
        (_, Clock::Odd, _) | (_, _, Zone::Odd) => return Reading::Unclear,
        // dateparse copies an offset of two digits behind a fraction into the layout, where Go takes `+01` for a month, `+02`
        // for a day, and so on. `-07` is what a layout has for an offset.
        (b'T' | b' ', Clock::Fraction(_), Zone::Hours(_, 0) | Zone::Hours(b'-', 7)) => true,
        (b'T' | b' ', Clock::Fraction(_), Zone::Hours(_, 1..=9 | 15)) => false,
        (b'T' | b' ', Clock::Fraction(_), Zone::Hours(..)) => return Reading::String,
        (b'T' | b' ', ..) => true,
        _ => return Reading::String,
    };
    match (is_same && day.exists(), separator, clock, zone) {
        // Of a day that does not exist, the time is dropped too.
        (false, ..) => Reading::OtherDate,
        (true, b'T', Clock::Fraction(3), Zone::Utc) => Reading::Instant,
        // The offset may lead beyond the years that a column takes.
        _ if day.is_first_or_last() => Reading::Unclear,
        _ => Reading::OtherForm,
    }
}

struct Day {
    year: u32,
    month: u32,
    day: u32,
}

impl Day {
    /// From the year 1 on: an earlier one is beyond the range of a column.
    fn split(string: &[u8]) -> Option<(Self, &[u8])> {
        let [a, b, c, d, b'-', e, f, b'-', g, h, rest @ ..] = string else {
            return None;
        };
        let day = Self {
            year: number(&[*a, *b, *c, *d])?,
            month: number(&[*e, *f])?,
            day: number(&[*g, *h])?,
        };
        let is_valid = day.year > 0 && (1..=12).contains(&day.month) && (1..=31).contains(&day.day);
        is_valid.then_some((day, rest))
    }

    fn exists(&self) -> bool {
        let is_leap = self.year.is_multiple_of(4) && !self.year.is_multiple_of(100)
            || self.year.is_multiple_of(400);
        let last = match self.month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        self.day <= last
    }

    fn is_first_or_last(&self) -> bool {
        matches!(
            (self.year, self.month, self.day),
            (1, 1, 1) | (9999, 12, 31)
        )
    }
}

/// The time of a day.
#[derive(Clone, Copy)]
enum Clock {
    /// There is none.
    None,
    /// To the second or minute.
    Whole,
    /// With so many digits behind the second.
    Fraction(usize),
    /// A number of seconds that no minute has.
    NoSecond,
    /// Without an hour, or with a fourth number.
    Odd,
}

impl Clock {
    fn split(string: &[u8]) -> Option<(Self, &[u8])> {
        let (has_hour, mut rest) = match string {
            [a, b, b':', c, d, rest @ ..] => {
                let is_valid = number(&[*a, *b])? < 24 && number(&[*c, *d])? < 60;
                (is_valid.then_some(true)?, rest)
            }
            _ => (false, string),
        };
        let mut numbers = Vec::new();
        while let Some(more) = rest.strip_prefix(b":") {
            let (digits, after) = split_digits(more);
            (!digits.is_empty()).then(|| numbers.push(digits))?;
            rest = after;
        }
        let fraction = match rest.strip_prefix(b".") {
            Some(more) => {
                let (digits, after) = split_digits(more);
                rest = after;
                Some(digits.len()).filter(|count| *count > 0)
            }
            None => Some(0),
        }?;
        let is_second = |digits: &[u8]| digits.len() == 2 && digits.first() <= Some(&b'5');
        let clock = match (has_hour, numbers.as_slice(), fraction) {
            (false, [], 0) => Self::None,
            (true, [] | [[_] | [b'0'..=b'5', _]], 0) => Self::Whole,
            (true, [_], 0) => Self::NoSecond,
            (true, [second], digits) if is_second(second) => Self::Fraction(digits),
            (true, [_, second], _) | (false, [second], _) if is_second(second) => Self::Odd,
            _ => return None,
        };
        Some((clock, rest))
    }
}

/// The offset from UTC.
#[derive(Clone, Copy)]
enum Zone {
    None,
    Utc,
    SmallZ,
    /// A sign and hours only.
    Hours(u8, u32),
    Minutes,
    /// Hours and a colon.
    Odd,
}

impl Zone {
    fn read(string: &[u8]) -> Option<Self> {
        let [sign @ (b'+' | b'-'), a, b, minutes @ ..] = string else {
            return match string {
                b"" => Some(Self::None),
                b"Z" => Some(Self::Utc),
                b"z" => Some(Self::SmallZ),
                _ => None,
            };
        };
        let hours = number(&[*a, *b]).filter(|hours| *hours < 24)?;
        match minutes {
            [] => Some(Self::Hours(*sign, hours)),
            b":" => Some(Self::Odd),
            [b':', minutes @ ..] | minutes => {
                let is_valid = minutes.len() == 2 && number(minutes)? < 60;
                is_valid.then_some(Self::Minutes)
            }
        }
    }
}

fn split_digits(string: &[u8]) -> (&[u8], &[u8]) {
    let count = string.iter().take_while(|byte| byte.is_ascii_digit());
    string
        .split_at_checked(count.count())
        .unwrap_or((string, b""))
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + u32::from(digit - b'0'))
    })
}
