use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    created_at: jiff::civil::DateTime,
}

fn main() {}
