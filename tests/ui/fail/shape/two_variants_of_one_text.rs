use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    Basic,
    #[group(rename = "Basic")]
    Old,
}

fn main() {}
