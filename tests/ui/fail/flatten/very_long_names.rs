use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats a")]
    seats: u8,
    #[group(flatten)]
    more: More,
}

#[derive(GroupTraits)]
struct More {
    #[group(rename = "seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats seats b")]
    seats: u8,
}

fn main() {}
