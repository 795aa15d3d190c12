//! The rules, whole.

use std::path::Path;
use std::{env, fs};

use group_core::plan::TrackingPlan;
use serde_json::Value;

use crate::{Company, Workspace};

#[track_caller]
fn is_golden(file: &str, value: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/plan")
        .join(file);
    // Compared as trees: the order of keys depends on the features of serde_json.
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, format!("{value:#}\n")).unwrap();
    }
    let golden: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert!(
        golden == *value,
        "{file} differs; UPDATE_GOLDEN=1 writes it: then read the difference"
    );
}

#[test]
fn the_rule_of_one_group_is_the_schema_of_its_traits() {
    let plan = TrackingPlan::new("acme_groups", "Acme Groups").group::<Company>();
    is_golden("company.json", &plan.json_schema().unwrap());
}

#[test]
fn the_rule_of_several_groups_has_a_case_for_each_group_type() {
    let plan = TrackingPlan::new("acme_groups", "Acme Groups")
        .group::<Company>()
        .group::<Workspace>();
    is_golden("company-and-workspace.json", &plan.json_schema().unwrap());
}
