use group_core::{GroupTraits, TextTrait};

enum Plan {
    Basic,
}
#[derive(TextTrait)]
struct Tier(String);
#[derive(GroupTraits)]
struct Company {
    plan: Plan,
}

fn main() {}
