use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {}

fn main() {}
