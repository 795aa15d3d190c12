use group_core::TextTrait;

#[derive(TextTrait)]
#[group(rename_all = "SCREAMING-KEBAB-CASE")]
enum Plan {
    Basic,
    #[group(rename = "basic")]
    Old,
    r#Type,
    Unit {},
    Tuple(),
}

fn main() {
    assert_eq!(Plan::Basic.text(), "BASIC");
    let _ = (Plan::Old, Plan::r#Type, Plan::Unit {}, Plan::Tuple());
}
