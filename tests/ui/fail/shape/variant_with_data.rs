use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    Basic,
    Custom(String),
}

fn main() {}
