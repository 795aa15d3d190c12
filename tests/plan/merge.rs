//! Several groups in one rule, and what keeps them from it.

use group_core::plan::{PlanError, TrackingPlan};
use group_core::{GroupSchema, GroupTraits};

use crate::{Company, Workspace};

#[derive(GroupTraits, GroupSchema)]
#[allow(dead_code)]
struct Nameless {
    name: String,
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "team")]
#[allow(dead_code)]
struct Team {
    seats: String,
}

#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "company")]
#[allow(dead_code)]
struct Client {
    name: String,
}

fn plan() -> TrackingPlan {
    TrackingPlan::new("plan", "Plan")
}

fn error(plan: &TrackingPlan) -> String {
    plan.json_schema().unwrap_err().to_string()
}

#[test]
fn a_plan_without_groups_is_an_error() {
    assert_eq!(plan().json_schema(), Err(PlanError::NoGroup));
    assert_eq!(
        error(&plan()),
        "the plan has no group: add one with `.group::<T>()`"
    );
}

#[test]
fn a_group_without_a_type_stands_alone() {
    assert!(plan().group::<Nameless>().json_schema().is_ok());
    assert_eq!(
        error(&plan().group::<Company>().group::<Nameless>()),
        "`plan::merge::Nameless` stands beside other groups and has no group type to tell it by: write \
         `#[group(group_type = \"…\")]` on it"
    );
}

#[test]
fn two_groups_of_one_type_are_an_error_that_names_both() {
    assert_eq!(
        error(
            &plan()
                .group::<Company>()
                .group::<Workspace>()
                .group::<Client>()
        ),
        "`plan::Company` and `plan::merge::Client` both have the group type \"company\""
    );
}

#[test]
fn one_trait_with_two_json_types_is_an_error_that_names_both() {
    assert_eq!(
        error(&plan().group::<Workspace>().group::<Team>()),
        "the trait `seats` has one JSON type in `plan::Workspace` and another in `plan::merge::Team`, and is one property \
         of the workspace"
    );
}
