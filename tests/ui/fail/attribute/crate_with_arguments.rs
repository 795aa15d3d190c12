use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(crate = Vec::<u8>::len)]
struct Company {
    seats: u8,
}

#[derive(GroupTraits)]
#[group(crate = "Self::group_core")]
struct Account {
    seats: u8,
}

fn main() {}
