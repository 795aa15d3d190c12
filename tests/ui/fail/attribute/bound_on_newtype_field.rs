use group_core::CountTrait;

#[derive(CountTrait)]
struct Headcount(#[group(bound = "u32: Copy")] u32);

fn main() {}
