use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    Basic,
    #[group(rename = "basic")]
    Old,
}

fn main() {}
