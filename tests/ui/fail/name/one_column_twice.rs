use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    seats_left: u32,
    #[group(rename = "seatsLeft")]
    left: u32,
}

fn main() {}
