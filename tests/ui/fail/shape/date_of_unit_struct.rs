use group_core::DateTrait;

#[derive(DateTrait)]
struct Founded;

fn main() {}
