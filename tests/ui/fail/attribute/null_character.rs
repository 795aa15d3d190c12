use group_core::{GroupTraits, TextTrait};

#[derive(GroupTraits)]
#[group(group_type = "com\0pany")]
struct Company {
    #[group(rename = "seats\0left")]
    seats: u32,
    plan: Plan,
}

#[derive(TextTrait)]
enum Plan {
    Basic,
    #[group(rename = "enter\u{0}prise")]
    Enterprise,
}

fn main() {}
