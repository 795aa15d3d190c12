use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(crate = "analytics")]
struct Company {
    name: String,
    seats: u32,
}

fn main() {}
