use group_core::TextTrait;

enum Plan {
    Basic,
}

fn shown(_: impl TextTrait) {}

fn main() {
    shown(Plan::Basic);
}
