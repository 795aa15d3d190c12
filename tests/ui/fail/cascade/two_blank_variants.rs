use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    #[group(rename = "")]
    Basic,
    #[group(rename = "")]
    Custom,
}

fn main() {}
