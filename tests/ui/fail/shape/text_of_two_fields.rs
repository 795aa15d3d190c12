use group_core::TextTrait;

#[derive(TextTrait)]
struct Plan {
    name: String,
    tier: String,
}

fn main() {}
