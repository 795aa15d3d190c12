use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    renewal: jiff::Timestamp,
}

fn main() {}
