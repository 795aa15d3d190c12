use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(custom)]
    seats: u32,
    #[group(custom, rename = "seatsLeft")]
    left: u32,
    #[group(custom, as = "text")]
    tier: String,
}

fn main() {}
