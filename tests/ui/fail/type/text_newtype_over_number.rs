use group_core::TextTrait;

#[derive(TextTrait)]
struct Plan(u8);

fn main() {}
