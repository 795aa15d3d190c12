use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = "Title Case")]
struct Company {
    seats_left: u32,
}

fn main() {}
