use group_core::TextTrait;

#[derive(TextTrait)]
#[group(rename_all = "lowercase")]
enum Plan {
    ProPlus,
    Proplus,
}

fn main() {}
