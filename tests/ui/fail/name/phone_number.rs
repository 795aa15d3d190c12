use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    phone_number: String,
}

fn main() {}
