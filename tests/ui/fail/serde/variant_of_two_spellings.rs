use group_core::TextTrait;
use serde::Serialize;

#[derive(TextTrait, Serialize)]
enum Plan {
    #[group(rename = "basic")]
    #[serde(rename = "BASIC")]
    Basic,
    #[group(rename = "pro")]
    #[serde(rename(serialize = "pro-2024", deserialize = "pro"))]
    Pro,
    #[group(rename = "same")]
    #[serde(rename = "same")]
    Same,
}

#[derive(TextTrait, Serialize)]
#[serde(rename_all = "lowercase")]
enum Tier {
    Basic,
    #[group(rename = "enterprise")]
    Custom,
}

fn main() {}
