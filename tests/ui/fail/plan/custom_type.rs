//! A custom trait whose type has no JSON schema.

use group_core::{GroupSchema, GroupTraits};

#[derive(serde::Serialize)]
struct Limits {
    per_day: u32,
}

#[derive(GroupTraits, GroupSchema)]
struct Company {
    name: String,
    limits: Limits,
}

fn main() {}
