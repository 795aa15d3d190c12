use group_core::GroupTraits;

struct Office {
    city: String,
}

#[derive(GroupTraits)]
struct Company {
    address: Office,
}

fn main() {}
