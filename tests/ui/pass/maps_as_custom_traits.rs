use std::collections::{BTreeMap, HashMap};

use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    labels: HashMap<String, String>,
    limits: BTreeMap<String, u32>,
    extra: serde_json::Map<String, serde_json::Value>,
    anything: serde_json::Value,
    settings: toml::Table,
}

fn main() {}
