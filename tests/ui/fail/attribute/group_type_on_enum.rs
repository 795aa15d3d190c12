use group_core::TextTrait;

#[derive(TextTrait)]
#[group(group_type = "company")]
enum Plan {
    Basic,
}

fn main() {}
