use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    Basic,
    #[group(rename = "")]
    None,
}

fn main() {}
