use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {
    Basic,
    Custom(u32),
}

fn main() {
    let _ = Plan::Basic.text();
    let _ = Plan::Custom(1).text();
}
