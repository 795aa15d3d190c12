//! The limits that a struct sets for its own values: `min`, `max` and `pattern`. They are checked against the JSON, as the
//! validator of a tracking plan checks them.

use crate::json::{Json, Value, elements};
use crate::problem::{Measure, ProblemKind};
#[cfg(feature = "pattern")]
use crate::traits::pattern::Pattern;

/// Checks the member that was written since against a least measure.
pub(crate) fn check_min(json: &mut Json, since: usize, min: f64) {
    match measured(json, since) {
        Some(Ok((measure, given))) if given < min => json.problem(ProblemKind::LessThanMin {
            measure,
            given,
            min,
        }),
        Some(Err(kind)) => json.problem(kind),
        _ => {}
    }
}

/// Checks the member that was written since against a greatest measure.
pub(crate) fn check_max(json: &mut Json, since: usize, max: f64) {
    match measured(json, since) {
        Some(Ok((measure, given))) if given > max => json.problem(ProblemKind::MoreThanMax {
            measure,
            given,
            max,
        }),
        Some(Err(kind)) => json.problem(kind),
        _ => {}
    }
}

/// `None` if there is no value, or null.
fn measured(json: &Json, since: usize) -> Option<Result<(Measure, f64), ProblemKind>> {
    let value = json.as_str().get(json.value_after(since)?..)?;
    if let Some(text) = Value(value).string() {
        return Some(Ok((Measure::Characters, text.chars().count() as f64)));
    }
    match value.as_bytes().first()? {
        b'n' => None,
        b'[' => Some(Ok((Measure::Elements, elements(value).count() as f64))),
        b'{' | b't' | b'f' => Some(Err(ProblemKind::NoMeasure)),
        _ => Some(Ok((Measure::Value, value.parse().ok()?))),
    }
}

/// Checks the member that was written since against a pattern, unless `min` or `max` has refused it.
#[cfg(feature = "pattern")]
pub(crate) fn check_pattern(json: &mut Json, since: usize, pattern: &Pattern) {
    if json.has_problem_after(since) {
        return;
    }
    let Some(value) = json.value_after(since) else {
        return;
    };
    let value = json.as_str().get(value..).unwrap_or_default();
    let kind = match Value(value).string() {
        Some(text) if pattern.is_in(&text) => return,
        Some(_) => ProblemKind::NoMatch {
            pattern: pattern.text,
        },
        None if value.starts_with('n') => return,
        None => ProblemKind::NotText,
    };
    json.problem(kind);
}
