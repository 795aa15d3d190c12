use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    postcode: String,
}

fn main() {}
