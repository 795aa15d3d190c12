use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    address_line: String,
}

fn main() {}
