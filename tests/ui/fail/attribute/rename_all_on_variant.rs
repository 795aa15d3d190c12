use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    #[group(rename_all = "lowercase")]
    Basic,
}

fn main() {}
