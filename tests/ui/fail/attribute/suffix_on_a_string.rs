use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "left"u8)]
    seats: u8,
}

fn main() {}
