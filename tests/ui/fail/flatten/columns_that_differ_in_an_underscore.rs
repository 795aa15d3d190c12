use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    order: u8,
    #[group(flatten)]
    more: More,
}

#[derive(GroupTraits)]
struct More {
    _order: u8,
}

fn main() {}
