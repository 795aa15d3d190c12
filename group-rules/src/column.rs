//! The warehouse column that a trait becomes.

/// A warehouse with a column of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    BigQuery,
    S3DataLake,
}

/// Columns that RudderStack fills itself in the table of group events, with the only warehouse that has them, if not all do.
/// A trait with such a column is dropped.
pub const FILLED: &[(&str, Option<Only>)] = &[
    ("id", None),
    ("anonymous_id", None),
    ("user_id", None),
    ("group_id", None),
    ("sent_at", None),
    ("timestamp", None),
    ("received_at", None),
    ("original_timestamp", None),
    ("channel", None),
    ("context_ip", None),
    ("context_request_ip", None),
    ("context_passed_ip", None),
    ("context_source_id", None),
    ("context_source_type", None),
    ("context_destination_id", None),
    ("context_destination_type", None),
    ("uuid_ts", None),
    ("loaded_at", Some(Only::BigQuery)),
    // There `timestamp` is reserved, and the event's own has that column too.
    ("_timestamp", Some(Only::S3DataLake)),
];

/// Columns of `context.library`, which is in every event of group-core: they take the place of a trait's.
pub const LIBRARY: &[&str] = &["context_library_name", "context_library_version"];

/// The column of a trait name, or `None` if it has no ASCII letter or digit to make one of.
pub fn column(name: &str) -> Option<String> {
    let is_ascii = |c: char| c.is_ascii_alphanumeric();
    name.contains(is_ascii).then(|| snake_case(name))
}

/// The words of a name in lower case, joined by underscores.
///
/// Every character that is not an ASCII letter or digit separates words, and so does a change of case. Digits stay with
/// the letters before them, or at the start of a word with those after them. Leading underscores stay; a leading
/// digit gets one.
pub fn snake_case(name: &str) -> String {
    let leading = name.len() - name.trim_start_matches('_').len();
    let mut column = "_".repeat(leading);
    for word in name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .flat_map(words)
    {
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

/// As much of a column as a warehouse keeps: RudderStack cuts the names of Postgres after 63 characters.
pub fn kept(column: &str) -> &str {
    column.get(..63).unwrap_or(column)
}

/// What is kept of a column, without its leading underscores: the same for all that fall together.
pub fn bare(column: &str) -> &str {
    kept(column).trim_start_matches('_')
}

/// Whether two columns are one in some warehouse. RudderStack puts an underscore before the words that a warehouse keeps
/// for itself, which are not the same in all.
pub fn fall_together(a: &str, b: &str) -> bool {
    let is_cut = a.len().max(b.len()) > 63;
    // The quick tests first: each two columns of a struct are compared.
    let may_be =
        is_cut || a.len().abs_diff(b.len()) <= 1 && a.as_bytes().last() == b.as_bytes().last();
    may_be && bare(a) == bare(b) && kept(a).len().abs_diff(kept(b).len()) <= 1
}

/// The words of a name, in lower case.
pub fn lower_words(name: &str) -> Vec<String> {
    let runs = name.split(|c: char| !c.is_ascii_alphanumeric());
    runs.flat_map(words).map(str::to_ascii_lowercase).collect()
}

/// The words of a run of ASCII letters and digits.
fn words(mut run: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let (word, rest) = run
            .split_at_checked(word_len(run))
            .filter(|_| !run.is_empty())?;
        run = rest;
        Some(word)
    })
}

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
        // The last of several capitals before a lower-case letter begins the next word, unless digits come first.
        (0, 2..) if digits == 0 && count(uppers, u8::is_ascii_lowercase) > 0 => uppers - 1,
        _ => uppers,
    };
    match digits {
        0 => letters + count(letters, u8::is_ascii_digit),
        _ => digits + letters,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::column;

    #[test]
    fn a_column_is_the_one_that_rudderstack_gives() {
        let table = include_str!("../data/columns.json");
        let table: Value = serde_json::from_str(table).unwrap();
        let rows = table["columns"].as_array().unwrap();
        assert_eq!(rows.len(), 155);
        for row in rows {
            let (name, expected) = (row[0].as_str().unwrap(), row[1].as_str().unwrap());
            assert_eq!(column(name).unwrap_or_default(), expected, "{name}");
        }
    }
}
