use group_core::DateTrait;

#[derive(DateTrait)]
struct Founded {
    year: i32,
    month: u8,
}

fn main() {}
