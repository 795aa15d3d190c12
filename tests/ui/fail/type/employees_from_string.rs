use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    employees: String,
}

fn main() {}
