use group_core::TextTrait;

#[derive(TextTrait)]
#[group(rename = "tier")]
enum Plan {
    Basic,
}

fn main() {}
