use group_core::GroupTraits;

#[derive(group_core::TextTrait)]
enum Tier {
    Basic,
}

#[derive(GroupTraits)]
struct Company {
    tier: Tier,
}

fn main() {}
