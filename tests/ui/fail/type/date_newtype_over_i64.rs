use group_core::DateTrait;

#[derive(DateTrait)]
struct Founded(i64);

fn main() {}
