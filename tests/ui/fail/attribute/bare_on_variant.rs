use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    #[group]
    Basic,
}

fn main() {}
