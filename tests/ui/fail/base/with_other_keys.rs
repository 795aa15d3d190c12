use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Tracked {
    #[group(base, flatten)]
    one: Company,
    #[group(base, rename = "inner")]
    two: Company,
}

#[derive(GroupTraits)]
struct Company {
    seats: u8,
}

fn main() {}
