//! The test of lints has every key.

use crate::key::{Key, Place};
use crate::vocabulary::{ADDRESS, GROUP};

/// Under `cargo clippy`, it is a test of clippy's lints.
const LINTS: &str = include_str!("../lints.rs");

fn missing(place: &Place<impl Key>) -> Vec<&'static str> {
    let attributes: Vec<_> = LINTS
        .lines()
        .filter(|line| line.trim_start().starts_with("#[group("))
        .collect();
    let is_used = |key: &&str| {
        attributes.iter().any(|line| {
            line.split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| word == *key)
        })
    };
    let mut names = place.names();
    names.retain(|key| !is_used(key));
    names
}

#[test]
fn lints_are_held_against_every_key() {
    for vocabulary in [&GROUP, &ADDRESS] {
        assert_eq!(missing(&vocabulary.structs), [""; 0]);
        assert_eq!(missing(&vocabulary.fields), [""; 0]);
    }
}
