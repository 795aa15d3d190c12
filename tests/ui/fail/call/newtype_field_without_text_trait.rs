use group_core::TextTrait;

struct Tier(u8);

#[derive(TextTrait)]
struct Plan(Tier);

fn main() {}
