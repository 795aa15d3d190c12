use group_core::TextTrait;

#[derive(TextTrait)]
#[group(rename_all = "lowercase")]
struct Plan(String);

fn main() {}
