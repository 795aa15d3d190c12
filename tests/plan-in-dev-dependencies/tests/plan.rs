//! As the unit test, but in a crate of its own.

use group_core::plan::TrackingPlan;
use group_tests_plan_in_dev_dependencies::Company;

#[test]
fn the_plan_is_that_of_the_types() {
    TrackingPlan::new("acme_groups", "Acme Groups")
        .group::<Company>()
        .assert_catalog(concat!(env!("CARGO_MANIFEST_DIR"), "/plan"));
}
