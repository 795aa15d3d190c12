use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    #[group(rename = " ")]
    Basic,
}

fn main() {}
