//! A drift as JSON, for a comment in CI.

use group_core::plan::TrackingPlan;
use group_core::{GroupSchema, GroupTraits};
use serde_json::{Value, json};

use crate::drift::drift;
use crate::folder::Folder;

/// The plan of a struct with these fields.
macro_rules! company {
    ($($fields:tt)*) => {{
        #[derive(GroupTraits, GroupSchema)]
        #[group(group_type = "company")]
        #[allow(dead_code)]
        struct Company { $($fields)* }
        plan().group::<Company>()
    }};
}

fn plan() -> TrackingPlan {
    TrackingPlan::new("acme_groups", "Acme Groups")
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "team")]
#[allow(dead_code)]
struct Team {
    name: String,
}

fn json_of(old: &TrackingPlan, new: &TrackingPlan) -> Value {
    serde_json::to_value(drift(old, new)).unwrap()
}

#[test]
fn a_drift_has_its_verdict_its_changes_and_its_renames() {
    let drift = json_of(
        &company! { name: String, employees: Option<u32>, seats: u8 },
        &company! { name: String, #[group(rename = "licenses")] seats: u8 },
    );
    assert_eq!(
        drift,
        json!({
            "order": "two_steps",
            "verdict": "no order is safe, so make two releases: first the first of two steps (plan first), then the changes \
                        marked `program first` and the second of two steps (program first)",
            "is_breaking": true,
            "changes": [
                {
                    "group": "company",
                    "path": "employees",
                    "summary": "`employees` is gone",
                    "order": "program_first",
                    "validator": "breaking",
                    "warehouse": "safe",
                    "destinations": "breaking",
                    "readers": ["Gainsight"],
                    "kind": "removed",
                    "required": false,
                },
                {
                    "group": "company",
                    "path": "licenses",
                    "summary": "`licenses` is new and required",
                    "order": "two_steps",
                    "validator": "breaking",
                    "warehouse": "safe",
                    "destinations": "safe",
                    "readers": [],
                    "kind": "added",
                    "required": true,
                },
                {
                    "group": "company",
                    "path": "seats",
                    "summary": "`seats` is gone",
                    "order": "two_steps",
                    "validator": "breaking",
                    "warehouse": "safe",
                    "destinations": "safe",
                    "readers": [],
                    "kind": "removed",
                    "required": true,
                },
            ],
            "renames": [{"group": "company", "from": "seats", "to": "licenses", "evidence": "field"}],
        })
    );
}

/// The kind of the only change, and the keys that it adds.
fn kind(old: &TrackingPlan, new: &TrackingPlan) -> Value {
    kind_of(json_of(old, new))
}

fn kind_of(mut drift: Value) -> Value {
    let mut change = drift["changes"][0].take();
    for of_each in [
        "group",
        "path",
        "summary",
        "order",
        "validator",
        "warehouse",
        "destinations",
        "readers",
    ] {
        let removed = change.as_object_mut().unwrap().remove(of_each);
        assert!(removed.is_some(), "{of_each}");
    }
    change
}

#[test]
fn each_kind_of_change_has_its_keys() {
    for (old, new, expected) in [
        (
            company! { name: String },
            company! { name: String }.group::<Team>(),
            json!({"kind": "group_added"}),
        ),
        (
            company! { name: String }.group::<Team>(),
            company! { name: String },
            json!({"kind": "group_removed"}),
        ),
        (
            company! { name: String },
            company! { name: String, plan: Option<String> },
            json!({"kind": "added", "required": false}),
        ),
        (
            company! { name: String, plan: Option<String> },
            company! { name: String },
            json!({"kind": "removed", "required": false}),
        ),
        (
            company! { plan: Option<String> },
            company! { plan: String },
            json!({"kind": "required"}),
        ),
        (
            company! { plan: String },
            company! { plan: Option<String> },
            json!({"kind": "optional"}),
        ),
        (
            company! { seats: u8 },
            company! { seats: bool },
            json!({"kind": "retyped", "from": "integer", "to": "boolean"}),
        ),
        (
            company! { #[group(max = 9)] name: String },
            company! { name: String },
            json!({"kind": "limited", "limit": "max_length", "from": "9", "to": null}),
        ),
        (
            company! { name: String },
            company! {
                /// What it calls itself.
                name: String
            },
            json!({"kind": "rewritten"}),
        ),
    ] {
        assert_eq!(kind(&old, &new), expected);
    }
}

/// From a catalog of which a hand has changed the rule.
fn edited(from: &str, to: &str) -> Value {
    let plan = company! { name: String };
    let folder = Folder::new("edited-json");
    plan.write_catalog(&folder.0).unwrap();
    let content = folder.read("tracking-plan.yaml").replacen(from, to, 1);
    std::fs::write(folder.0.join("tracking-plan.yaml"), content).unwrap();
    match plan.check_catalog(&folder.0) {
        Err(group_core::plan::CatalogError::Drift(drift)) => {
            kind_of(serde_json::to_value(drift).unwrap())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_rule_that_was_changed_by_hand_has_its_keys() {
    assert_eq!(
        edited("identity_section: traits", "identity_section: properties"),
        json!({"kind": "rule", "setting": "identity_section", "from": "properties", "to": "traits"})
    );
    assert_eq!(
        edited("#property:group_name", "#property:theirs"),
        json!({"kind": "unknown", "reference": "#property:theirs"})
    );
}
