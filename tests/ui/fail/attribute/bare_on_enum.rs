use group_core::TextTrait;

#[derive(TextTrait)]
#[group]
enum Plan {
    Basic,
}

fn main() {}
