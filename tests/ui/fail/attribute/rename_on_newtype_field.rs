use group_core::TextTrait;

#[derive(TextTrait)]
struct Plan(#[group(rename = "plan")] String);

fn main() {}
