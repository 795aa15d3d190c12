use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = "camel_case")]
struct Company {
    seats_left: u32,
}

fn main() {}
