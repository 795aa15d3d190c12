use group_core::GroupTraits;

#[derive(GroupTraits)]
union Company {
    seats: u32,
}

fn main() {}
