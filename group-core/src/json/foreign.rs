//! JSON text made elsewhere: raw values, stored traits, whole events.

use serde_core::de::IgnoredAny;

use super::buffer::{Json, Shape};
use super::halt::Halt;
use super::read::Tokens;
use crate::limits::MAX_INTEGER;
use crate::problem::ProblemKind;
use crate::shown::shown;

impl Json {
    /// Same as [`Json::foreign`], for text that must be an object. False if it is something else or does not fit, which is then
    /// recorded as a problem.
    pub(crate) fn foreign_object(&mut self, json: &str) -> bool {
        match self.foreign(json) {
            Ok(Shape::Object) => self.stopped.is_none(),
            Ok(_) => {
                self.problem(ProblemKind::NotAnObject);
                false
            }
            Err(halt) => {
                self.record_failure(halt);
                false
            }
        }
    }

    /// JSON text made elsewhere: refused unless well-formed, checked like everything else, and written without white space.
    pub(super) fn foreign(&mut self, json: &str) -> Result<Shape, Halt> {
        if !self.claim(1) {
            return Err(Halt::Recorded);
        }
        if let Err(error) = serde_json::from_str::<IgnoredAny>(json) {
            let message = error.to_string();
            self.problem(ProblemKind::NotJson { message });
            return Err(Halt::Recorded);
        }
        let start = self.text.len();
        if json.contains('{') {
            self.last_map = Some(start);
        }
        let mut tokens = Tokens::new(json);
        while let Some((_, token)) = tokens.next() {
            match token {
                "{" | "[" if self.open(token) => {}
                "{" | "[" if self.stopped.is_some() => return Err(Halt::Recorded),
                "{" | "[" => {
                    skip_container(&mut tokens);
                    self.null();
                }
                "}" | "]" => self.close(token),
                _ => {
                    let escaped = token.contains("\\u").then(|| serde_json::from_str(token));
                    // Half a surrogate pair is JSON, but not text.
                    if let Some(Err(_)) = escaped {
                        let message = "a string has half of a surrogate pair".to_owned();
                        self.problem(ProblemKind::NotJson { message });
                    }
                    if let Some(kind) = number_problem(token) {
                        self.problem(kind);
                    }
                    self.raw(token);
                    if let Some(Ok::<String, _>(text)) = escaped
                        && text.contains('\0')
                    {
                        self.nul_in_last_string();
                    }
                }
            }
        }
        self.check_keys(start, usize::MAX);
        Ok(match json.trim_start() {
            object if object.starts_with('{') => Shape::Object,
            null if null.starts_with('n') => Shape::Null,
            _ => Shape::Other,
        })
    }
}

/// Skips the rest of a container that has just been opened.
fn skip_container(tokens: &mut Tokens<'_>) {
    let mut open = 1_usize;
    for (_, token) in tokens {
        match token {
            "{" | "[" => open += 1,
            "}" | "]" => open -= 1,
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
}

/// What is wrong with a token, if it is a number.
fn number_problem(token: &str) -> Option<ProblemKind> {
    if !token.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
        return None;
    }
    let value = || shown(token);
    if token.bytes().all(|b| b == b'-' || b.is_ascii_digit()) {
        return match token.parse::<i64>() {
            Ok(integer) if integer.unsigned_abs() <= MAX_INTEGER => None,
            _ => Some(ProblemKind::IntegerTooLarge { value: value() }),
        };
    }
    match token.parse::<f64>() {
        Ok(float) if float.is_infinite() => Some(ProblemKind::NotFinite),
        Ok(float) if decimal(token) == decimal(&format!("{float:e}")) => None,
        _ => Some(ProblemKind::ImpreciseNumber { value: value() }),
    }
}

/// The digits of a decimal number without outer zeros, and the power of ten of the last digit: equal for equal numbers.
fn decimal(number: &str) -> (String, i64) {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{}{fraction}", whole.trim_start_matches('-'));
    let kept = digits.trim_end_matches('0');
    let power = exponent
        .parse()
        .unwrap_or(i64::MAX)
        .saturating_sub_unsigned(fraction.len() as u64)
        .saturating_add_unsigned((digits.len() - kept.len()) as u64);
    match kept.trim_start_matches('0') {
        "" => (String::new(), 0),
        kept => (kept.to_owned(), power),
    }
}
