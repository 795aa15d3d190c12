use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    on_change: fn(u32),
}

fn main() {}
