use group_core::CountTrait;

#[derive(CountTrait)]
struct Headcount<T>(T);

fn count() -> impl CountTrait {
    Headcount("many")
}

fn main() {}
