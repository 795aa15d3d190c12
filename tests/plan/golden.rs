//! The rules, catalogs and pages of the examples, whole.

use std::path::Path;
use std::{env, fs};

use serde_json::Value;

use crate::examples::cases;
use crate::folder::Folder;

/// The files of a case.
const FILES: [&str; 6] = [
    "custom-types.yaml",
    "properties.yaml",
    "events.yaml",
    "tracking-plan.yaml",
    "rule.json",
    "page.md",
];

#[test]
fn each_example_has_its_rule_its_catalog_and_its_page() {
    for case in cases() {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("data/plan")
            .join(case.name);
        let made = Folder::of(&case);
        let rule = case.plan.json_schema().unwrap();
        fs::write(made.0.join("rule.json"), format!("{rule:#}\n")).unwrap();
        fs::write(made.0.join("page.md"), case.plan.to_markdown()).unwrap();
        for file in FILES {
            let (golden, made) = (golden.join(file), made.read(file));
            if env::var_os("UPDATE_GOLDEN").is_some() {
                fs::create_dir_all(golden.parent().unwrap()).unwrap();
                fs::write(&golden, &made).unwrap();
            }
            let expected = fs::read_to_string(&golden).unwrap();
            // Compared as a tree: the order of keys depends on the features of serde_json.
            let is_same = match file {
                "rule.json" => serde_json::from_str::<Value>(&expected).unwrap() == rule,
                _ => expected == made,
            };
            assert!(
                is_same,
                "{} differs; UPDATE_GOLDEN=1 writes it: then read the difference\n{made}",
                golden.display()
            );
        }
    }
}
