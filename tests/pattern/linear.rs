//! No string makes a pattern stall: a match takes time proportional to the string's length. An engine that backtracks
//! would not come to the end of these tests.

use group_core::__private::reserved::Pattern;

/// As long as a trait can be.
const LENGTH: usize = 32_000;

#[test]
fn nested_repetitions_do_not_stall() {
    let string = "a".repeat(LENGTH) + "!";
    assert!(!Pattern::new("^(a+)+$").is_in(&string));
    assert!(!Pattern::new("^(a*)*$").is_in(&string));
    assert!(!Pattern::new("^(a|a)*$").is_in(&string));
    assert!(Pattern::new("^(a+)+!$").is_in(&string));
}

#[test]
fn an_address_with_nested_repetitions_does_not_stall() {
    let pattern = Pattern::new(r"^([\w.-]+)+@([\w-]+\.)+[a-z]{2,}$");
    let name = "a".repeat(LENGTH);
    assert!(!pattern.is_in(&format!("{name}!")));
    assert!(pattern.is_in(&format!("{name}@hooli.xyz")));
}

#[test]
fn a_repetition_without_an_anchor_does_not_stall() {
    assert!(!Pattern::new("(?:a|b)*c").is_in(&"a".repeat(LENGTH)));
    assert!(!Pattern::new(r"\s+$").is_in(&(" ".repeat(LENGTH) + "d")));
}

#[test]
fn counted_repetitions_have_a_limit() {
    use group_rules::pattern;
    assert!(pattern::Pattern::linear(r"^[\p{L} ]{1,900}$").is_ok());
    assert!(pattern::Pattern::linear("(a{1,40}){1,40}").is_err());
    assert!(pattern::Pattern::linear("(?:){4000000000}").is_err());
}

#[test]
fn what_is_repeated_zero_times_is_not_written_out() {
    assert!(Pattern::new("^(?:a{4000000000}){0}b$").is_in("b"));
    assert!(!Pattern::new("^(?:a{4000000000}){0}b$").is_in("ab"));
}
