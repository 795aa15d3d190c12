//! Suggestions for a name that is almost a known one.

use group_rules::spelling::distance;

/// `; did you mean …?` with the nearest of `known`, or nothing if none is near.
pub(crate) fn did_you_mean(given: &str, known: &[&str]) -> String {
    let lower = given.to_lowercase();
    let nearest = known
        .iter()
        .map(|known| (distance(&lower, &known.to_lowercase()), known))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, known)| *distance <= 1.max(known.len() / 3));
    match nearest {
        Some((_, known)) => format!("; did you mean `{known}`?"),
        None => String::new(),
    }
}

/// The names in backticks, with commas between them.
pub(crate) fn quoted(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
