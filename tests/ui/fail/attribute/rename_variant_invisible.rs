use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    #[group(rename = "\u{ad}")]
    Basic,
}

fn main() {}
