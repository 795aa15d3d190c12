//! A struct with traits that has no schema, in a plan and flattened.

use group_core::plan::TrackingPlan;
use group_core::{GroupSchema, GroupTraits};

#[derive(GroupTraits)]
struct Usage {
    seats: u32,
}

#[derive(GroupTraits, GroupSchema)]
struct Company {
    #[group(flatten)]
    usage: Usage,
}

fn main() {
    let _ = TrackingPlan::new("acme_groups", "Acme Groups").group::<Usage>();
}
