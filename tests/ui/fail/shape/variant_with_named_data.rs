use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    Basic,
    Custom { seats: u32 },
}

fn main() {}
