use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    phone: String,
    phone_number: String,
}

fn main() {}
