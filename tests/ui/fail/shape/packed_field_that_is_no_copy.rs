use group_core::GroupTraits;

#[derive(GroupTraits)]
#[repr(C, packed)]
struct Company {
    seats: u32,
    name: String,
}

fn main() {}
