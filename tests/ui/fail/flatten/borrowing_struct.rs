use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Usage<'a> {
    seats: &'a u32,
}
#[derive(GroupTraits)]
struct Company<'a> {
    seats: u32,
    #[group(flatten)]
    usage: Usage<'a>,
}

fn main() {}
