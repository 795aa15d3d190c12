use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    #[group(skip)]
    Basic,
}

fn main() {}
