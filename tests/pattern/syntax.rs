//! Which patterns are accepted.

use group_rules::pattern::{Error, Pattern};

#[test]
fn what_needs_backtracking_is_named_with_its_place() {
    let message = |pattern: &str| {
        Pattern::linear(pattern)
            .map_err(|it| it.to_string())
            .unwrap_err()
    };
    let rows = [
        (
            r"é(?=a)",
            "the look-ahead `(?=` can't be matched in linear time, at character 2",
        ),
        (
            r"(?!a)",
            "the look-ahead `(?!` can't be matched in linear time, at character 1",
        ),
        (
            r"(?<=a)",
            "the look-behind `(?<=` can't be matched in linear time, at character 1",
        ),
        (
            r"(?<!a)",
            "the look-behind `(?<!` can't be matched in linear time, at character 1",
        ),
        (
            r"(a)\1",
            r"the back-reference `\1` can't be matched in linear time, at character 4",
        ),
        (
            r"(?<x>a)\k<x>",
            r"the back-reference `\k<x>` can't be matched in linear time, at character 8",
        ),
    ];
    for (pattern, expected) in rows {
        assert_eq!(message(pattern), expected);
        // JavaScript accepts it, so a tracking plan may have it.
        assert!(Pattern::parse(pattern).is_ok(), "{pattern}");
    }
}

#[test]
fn what_looks_like_a_newer_construct_inside_a_class_is_accepted() {
    for pattern in ["^[(?i)a]+$", "^[(?<a>)(?<a>)]$", r"\(?i:"] {
        assert!(Pattern::linear(pattern).is_ok(), "{pattern}");
    }
}

#[test]
fn no_string_makes_the_parser_panic() {
    let mut rng = fastrand::Rng::with_seed(1);
    let alphabet: Vec<char> = r"ab01()[]{}<>?:=!*+|^$\.,-kpPuxcdéd8😀".chars().collect();
    for _ in 0..100_000 {
        let length = rng.usize(..16);
        let pattern: String = (0..length)
            .map(|_| alphabet[rng.usize(..alphabet.len())])
            .collect();
        let error = Pattern::linear(&pattern).err();
        assert!(error.is_none_or(|it: Error| !it.to_string().is_empty() && !it.help().is_empty()));
    }
    assert!(Pattern::parse(&"(".repeat(100_000)).is_err());
}
