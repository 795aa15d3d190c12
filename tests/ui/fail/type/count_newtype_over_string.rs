use group_core::CountTrait;

#[derive(CountTrait)]
struct Headcount(String);

fn main() {}
