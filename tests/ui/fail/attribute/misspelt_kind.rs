use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(as = "cuont")]
    seats: u32,
}

fn main() {}
