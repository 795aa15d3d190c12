use group_core::TextTrait;
use serde::Serialize;

#[derive(TextTrait, Serialize)]
#[group(rename_all = "snake_case")]
#[serde(rename_all = "camelCase")]
enum Plan {
    Basic,
    TopTier,
    TeamPlus,
}

fn main() {}
