use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(as = "text")]
    seats: u32,
}

fn main() {}
