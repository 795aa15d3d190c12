use group_core::TextTrait;

#[derive(TextTrait)]
struct Plan(Tier);

enum Tier {
    Basic,
}

fn main() {}
