use group_core::{AddressTraits, GroupTraits};
use serde::Serialize;

#[derive(GroupTraits, Serialize)]
struct Company {
    #[serde(skip)]
    id: String,
    #[serde(rename = "title", skip_serializing)]
    name: String,
    #[serde(skip_deserializing)]
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<String>,
    #[serde(skip)]
    #[group(flatten)]
    usage: Usage,
    #[serde(skip)]
    #[group(skip)]
    row: u64,
}

#[derive(GroupTraits, Serialize, Default)]
struct Usage {
    seats: u8,
}

#[derive(AddressTraits, Serialize)]
struct Office {
    #[serde(skip)]
    city: String,
}

fn main() {}
