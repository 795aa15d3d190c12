//! Texts that RudderStack takes for dates.

/// What a text becomes in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Text,
    /// The same instant, in the same form.
    Instant,
    /// A day, which becomes its first instant in UTC.
    Day,
    /// Another form of an instant: its zone, its finer digits or a day that does not exist are gone.
    OtherForm,
}

/// How a text is read. The rule is that of `validTimestamp` in rudder-transformer, with what JavaScript's `Date` takes.
pub(super) fn read(text: &str) -> Reading {
    let mut rest = Rest(text.strip_prefix(['+', '-']).unwrap_or(text).as_bytes());
    let Some(day) = rest.date() else {
        return Reading::Text;
    };
    let is_real = day.is_real();
    if rest.0.is_empty() {
        return if is_real && !text.starts_with(['+', '-']) {
            Reading::Day
        } else {
            Reading::OtherForm
        };
    }
    let Some(separator) = rest.byte(|it| it == b'T' || it.is_ascii_whitespace()) else {
        return Reading::Text;
    };
    if rest.0.is_empty() {
        return if separator == b'T' {
            Reading::Text
        } else {
            Reading::OtherForm
        };
    }
    let Some(fraction) = rest.time() else {
        return Reading::Text;
    };
    let zone = rest.zone();
    match zone {
        None => Reading::Text,
        Some(b"Z") if separator == b'T' && fraction == Some(3) && is_real => Reading::Instant,
        Some(_) => Reading::OtherForm,
    }
}

struct Day {
    year: u32,
    month: u32,
    day: u32,
}

impl Day {
    fn is_real(&self) -> bool {
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
}

/// What is left of a text.
struct Rest<'t>(&'t [u8]);

impl<'t> Rest<'t> {
    fn byte(&mut self, is: impl Fn(u8) -> bool) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        is(*first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn number(&mut self, digits: usize) -> Option<u32> {
        let mut number = 0;
        for _ in 0..digits {
            let digit = self.byte(|it| it.is_ascii_digit())?;
            number = number * 10 + u32::from(digit - b'0');
        }
        Some(number)
    }

    fn two(&mut self, separator: u8, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        self.byte(|it| it == separator)?;
        self.number(2).filter(|it| range.contains(it))
    }

    /// From the year 1 on: an earlier one is out of the range of a column.
    fn date(&mut self) -> Option<Day> {
        let year = self.number(4).filter(|year| *year > 0)?;
        let month = self.two(b'-', 1..=12)?;
        let day = self.two(b'-', 1..=31)?;
        Some(Day { year, month, day })
    }

    /// How many digits the fraction of a second has; `None` inside if there is no second.
    fn time(&mut self) -> Option<Option<usize>> {
        self.number(2).filter(|it| *it < 24)?;
        self.two(b':', 0..=59)?;
        if self.0.first() != Some(&b':') {
            return Some(None);
        }
        self.two(b':', 0..=59)?;
        if self.byte(|it| it == b'.').is_none() {
            return Some(Some(0));
        }
        let digits = self.0.iter().take_while(|it| it.is_ascii_digit()).count();
        self.0 = self.0.get(digits..)?;
        (digits > 0).then_some(Some(digits))
    }

    /// The zone, if nothing but one is left, or nothing.
    fn zone(mut self) -> Option<&'t [u8]> {
        let all = self.0;
        match self.byte(|_| true) {
            None | Some(b'Z' | b'z') => {}
            Some(b'+' | b'-') => {
                self.number(2).filter(|it| *it < 24)?;
                self.byte(|it| it == b':');
                self.number(2).filter(|it| *it < 60)?;
            }
            Some(_) => return None,
        }
        self.0.is_empty().then_some(all)
    }
}
