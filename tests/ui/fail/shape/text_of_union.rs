use group_core::TextTrait;

#[derive(TextTrait)]
union Plan {
    tier: u8,
}

fn main() {}
