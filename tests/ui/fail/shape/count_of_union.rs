use group_core::CountTrait;

#[derive(CountTrait)]
union Headcount {
    many: u32,
}

fn main() {}
