use group_core::DateTrait;

#[derive(DateTrait)]
enum Founded {
    Long,
}

fn main() {}
