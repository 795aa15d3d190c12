use group_core::TextTrait;

#[derive(TextTrait)]
enum Plan {}

fn main() {
    let text: fn(&Plan) -> std::borrow::Cow<str> = Plan::text;
    let _ = text;
}
