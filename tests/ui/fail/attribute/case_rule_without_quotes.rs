use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = camelCase)]
struct Company {
    seats_left: u32,
}

fn main() {}
