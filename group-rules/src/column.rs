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
const fn kept(column: &str) -> &str {
    match column.split_at_checked(63) {
        Some((start, _)) => start,
        None => column,
    }
}

/// What is kept of a column, without its leading underscores: the same for all that fall together.
pub const fn bare(column: &str) -> &str {
    let mut bare = kept(column);
    while let [b'_', ..] = bare.as_bytes()
        && let Some((_, more)) = bare.split_at_checked(1)
    {
        bare = more;
    }
    bare
}

/// Whether two columns are one in some warehouse. RudderStack puts an underscore before the words that a warehouse keeps
/// for itself, which are not the same in all.
pub const fn fall_together(a: &str, b: &str) -> bool {
    kept(a).len().abs_diff(kept(b).len()) <= 1 && is_same(bare(a), bare(b))
}

/// The one column that two become if they fall together.
pub const fn shared<'c>(a: &'c str, b: &'c str) -> &'c str {
    let (a, b) = (kept(a), kept(b));
    // They differ in an underscore at most.
    match a.len() < b.len() {
        true => b,
        false => a,
    }
}

/// Whether two strings are equal: `==` is not for constants.
pub const fn is_same(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    while let ([x, more_a @ ..], [y, more_b @ ..]) = (a, b) {
        if *x != *y {
            return false;
        }
        (a, b) = (more_a, more_b);
    }
    true
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

    use super::{bare, column, fall_together, shared};

    #[test]
    fn columns_that_differ_in_a_leading_underscore_fall_together_into_the_longer_one() {
        for (a, b) in [("order", "_order"), ("_order", "order")] {
            assert!(fall_together(a, b));
            assert_eq!(shared(a, b), "_order");
        }
        assert!(fall_together("plan", "plan"));
        assert!(!fall_together("order", "__order"));
        assert!(!fall_together("order", "orders"));
        assert!(!fall_together("order_", "order"));
    }

    #[test]
    fn columns_that_are_equal_in_63_characters_fall_together() {
        let long = |end: &str| "a".repeat(62) + end;
        assert!(fall_together(&long("bc"), &long("bd")));
        assert!(!fall_together(&long("b"), &long("c")));
        assert_eq!(shared(&long("bc"), &long("b")), long("b"));
        assert_eq!(bare(&("_".to_owned() + &long("bc"))), long(""));
    }

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
