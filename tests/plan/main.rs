//! The tracking plan, exported from the types.

mod catalog_rules;
mod drift;
mod drift_json;
mod examples;
mod folder;
mod golden;
mod inventory;
mod json_schema_files;
mod merge;
mod odd;
mod releases;
mod renames;
mod samples;
mod substitution;
mod valid;

use group_core::{AddressTraits, GroupSchema, GroupTraits, TextTrait};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(TextTrait)]
#[group(rename_all = "lowercase")]
pub(crate) enum Plan {
    Basic,
    #[group(rename = "enterprise")]
    Custom,
}

#[derive(AddressTraits)]
pub(crate) struct Office {
    pub(crate) city: String,
    pub(crate) postal_code: Option<String>,
}

/// What is nested in a custom trait.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Limits {
    pub(crate) per_day: u32,
    pub(crate) note: Option<String>,
    pub(crate) kind: Kind,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Hard,
    Soft,
}

/// An account.
#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "company", rename_all = "camelCase")]
pub(crate) struct Company {
    pub(crate) id: u32,
    /// The name that it goes by.
    pub(crate) name: String,
    #[group(rename = "employees", also = "size")]
    pub(crate) headcount: Option<u32>,
    pub(crate) created_at: jiff::Timestamp,
    pub(crate) plan: Plan,
    pub(crate) address: Option<Office>,
    pub(crate) seats_left: u16,
    pub(crate) is_trialing: bool,
    pub(crate) revenue: Option<f64>,
    pub(crate) tags: Vec<String>,
    pub(crate) limits: Limits,
    #[group(as = "date")]
    pub(crate) founded: jiff::civil::Date,
    #[group(null = "send")]
    pub(crate) industry: Option<String>,
    #[group(flatten)]
    pub(crate) usage: Option<Usage>,
}

#[derive(GroupTraits, GroupSchema)]
pub(crate) struct Usage {
    /// In the last month.
    pub(crate) api_calls: u64,
}

/// What a team works in.
#[derive(GroupTraits, GroupSchema)]
#[group(group_type = "workspace", rename_all = "camelCase")]
pub(crate) struct Workspace {
    pub(crate) id: u32,
    /// The name that it goes by.
    pub(crate) name: String,
    pub(crate) seats: u16,
    pub(crate) tags: Option<Vec<String>>,
}
