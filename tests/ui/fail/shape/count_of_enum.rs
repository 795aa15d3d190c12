use group_core::CountTrait;

#[derive(CountTrait)]
enum Headcount {
    One,
}

fn main() {}
