use group_core::GroupTraits;

struct Quota {
    seats: u32,
}

#[derive(GroupTraits)]
struct Company {
    quota: Quota,
}

fn main() {}
