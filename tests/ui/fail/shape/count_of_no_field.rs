use group_core::CountTrait;

#[derive(CountTrait)]
struct Headcount {}

fn main() {}
