use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = "camelCase")]
struct Usage {
    seats_left: u32,
}
#[derive(GroupTraits)]
struct Company {
    seats_left: u32,
    #[group(flatten)]
    usage: Usage,
}

fn main() {}
