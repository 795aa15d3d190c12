use group_core::TextTrait;

#[derive(TextTrait)]
#[group(rename_all = "UpperCamelCase")]
enum Plan {
    Basic,
}

fn main() {}
