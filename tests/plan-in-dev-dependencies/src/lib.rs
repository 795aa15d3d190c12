//! The plan is for tests: the structs have a schema in them only, as the documentation of `group_core::plan` shows.

use group_core::{AddressTraits, GroupTraits, TextTrait};
use serde::Serialize;

/// An account of ours.
#[derive(GroupTraits)]
#[cfg_attr(any(test, feature = "plan"), derive(group_core::GroupSchema))]
#[group(group_type = "company")]
pub struct Company {
    #[group(group_id)]
    pub id: u32,
    /// What it calls itself.
    pub name: String,
    pub plan: Plan,
    pub address: Option<Office>,
    #[group(min = 1, pii = "usage")]
    pub seats: u8,
    pub limits: Limits,
    #[group(flatten)]
    pub usage: Usage,
}

#[derive(TextTrait)]
#[group(rename_all = "lowercase")]
pub enum Plan {
    Basic,
    Pro,
}

#[derive(AddressTraits)]
pub struct Office {
    pub city: String,
}

/// What is nested in a custom trait.
#[derive(Serialize)]
#[cfg_attr(any(test, feature = "plan"), derive(schemars::JsonSchema))]
pub struct Limits {
    pub per_day: u32,
}

#[derive(GroupTraits)]
#[cfg_attr(any(test, feature = "plan"), derive(group_core::GroupSchema))]
pub struct Usage {
    pub api_calls: u64,
}

#[cfg(test)]
mod tests {
    use group_core::plan::TrackingPlan;

    use super::Company;

    #[test]
    fn the_plan_is_that_of_the_types() {
        TrackingPlan::new("acme_groups", "Acme Groups")
            .group::<Company>()
            .assert_catalog(concat!(env!("CARGO_MANIFEST_DIR"), "/plan"));
    }
}
