//! The name of a column, as RudderStack makes it.

use super::Warehouse;

impl Warehouse {
    /// The column of a trait whose path has underscores between its names. `None` if it has no letter, digit or underscore
    /// to make one of.
    pub(super) fn column(self, path: &str) -> Option<String> {
        let mut column = snake_case(path);
        if column.is_empty() {
            return None;
        }
        // All are ASCII.
        if self == Self::Postgres {
            column.truncate(63);
        }
        if self.keeps(&column) {
            column.insert(0, '_');
        }
        if !self.is_data_lake() {
            column.truncate(127);
        }
        Some(self.case(column))
    }

    pub(super) fn case(self, mut name: String) -> String {
        if matches!(self, Self::Snowflake | Self::SnowflakeStreaming) {
            name.make_ascii_uppercase();
        }
        name
    }
}

/// The words of a name in lower case, joined by underscores. Leading underscores stay, and a leading digit gets one.
///
/// The derive has the same rule, and can't share it; both are tested with the same table.
fn snake_case(name: &str) -> String {
    let leading = name.len() - name.trim_start_matches('_').len();
    let mut column = "_".repeat(leading);
    let runs = name.split(|c: char| !c.is_ascii_alphanumeric());
    for word in runs.flat_map(words) {
        if column.len() > leading {
            column.push('_');
        }
        column.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    }
    if column.starts_with(|c: char| c.is_ascii_digit()) {
        column.insert(0, '_');
    }
    column
}

/// The words of a run of ASCII letters and digits.
fn words(mut run: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let (word, rest) = run.split_at_checked(word_len(run))?;
        run = rest;
        Some(word).filter(|word| !word.is_empty())
    })
}

/// A word is letters of one case, with a capital before them if they are small, and the digits beside them. The last of
/// several capitals before a small letter begins the next word, unless digits come first.
fn word_len(run: &str) -> usize {
    let count = |from: usize, of: fn(&u8) -> bool| {
        let rest = run.as_bytes().get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| of(byte)).count()
    };
    let digits = count(0, u8::is_ascii_digit);
    let uppers = count(digits, u8::is_ascii_uppercase);
    let lowers = count(digits + uppers.min(1), u8::is_ascii_lowercase);
    let letters = match (lowers, uppers) {
        (1.., _) => uppers.min(1) + lowers,
        (0, 2..) if digits == 0 && count(uppers, u8::is_ascii_lowercase) > 0 => uppers - 1,
        _ => uppers,
    };
    match digits {
        0 => letters + count(letters, u8::is_ascii_digit),
        _ => digits + letters,
    }
}
