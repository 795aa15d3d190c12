//! The page of the documentation, and the part of it in the README.

use std::path::Path;
use std::{env, fs};

/// Compares a text with a file of this package, or writes it there if `UPDATE_GOLDEN` is set.
#[track_caller]
pub(crate) fn is_golden(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, text).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    let differs = golden
        .lines()
        .zip(text.lines())
        .find(|(golden, now)| golden != now);
    assert!(
        golden == text,
        "{file} differs, first in\n  {differs:?}\nUPDATE_GOLDEN=1 writes it: then read the difference"
    );
}
