use group_core::TextTrait;

#[derive(TextTrait)]
struct Plan;

fn main() {}
