use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(as = "number")]
    seats: u32,
}

fn main() {}
