use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "usage.seats")]
    seats: u32,
    #[group(rename = "address.city")]
    town: String,
    #[group(rename = "address.floor", custom)]
    floor: u32,
}

fn main() {}
