use group_core::DateTrait;

#[derive(DateTrait)]
#[group]
struct Founded(group_core::Date);

fn main() {}
