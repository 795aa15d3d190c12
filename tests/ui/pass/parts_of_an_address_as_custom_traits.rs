use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Office {
    city: String,
    state: String,
    country: String,
    region: String,
    street: String,
}

fn main() {}
