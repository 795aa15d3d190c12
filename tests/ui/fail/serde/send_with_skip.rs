use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(send, skip)]
    seats: u8,
    #[group(send = true)]
    score: u8,
}

fn main() {}
