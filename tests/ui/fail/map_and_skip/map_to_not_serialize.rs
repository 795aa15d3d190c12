use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = quota)]
    seats: u32,
}

struct Quota(u32);
fn quota(seats: &u32) -> Quota {
    Quota(*seats)
}

fn main() {}
