//! The page of the documentation, and the part of it in the README.

use std::path::Path;
use std::{env, fs};

use group_core::GroupTraits;
use group_core::destinations::report;

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

/// The company of the README's example.
#[derive(GroupTraits)]
#[allow(dead_code)]
struct Company {
    id: String,
    name: String,
    industry: String,
    employees: u32,
    plan: Option<String>,
}

#[test]
fn the_readme_has_a_part_of_the_table() {
    let readme = include_str!("../../README.md");
    let report = report::<Company>();

    let some = [
        "Amplitude",
        "Freshsales",
        "GA4",
        "HubSpot",
        "Intercom",
        "Klaviyo",
        "Postgres",
        "SQL Server",
    ];
    let markdown = report.only(some).all().to_markdown();
    let (table, _) = markdown.split_once("\n\n**").unwrap();
    assert!(readme.contains(table), "{table}");

    let cure = report.destination("Intercom").unwrap();
    let cure = cure.fate("employees").unwrap().to_string();
    let cure = cure.strip_prefix("employees").unwrap();
    assert!(readme.contains(&format!("  `employees`{cure}\n")), "{cure}");
}
