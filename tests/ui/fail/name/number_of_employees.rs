use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    number_of_employees: u64,
}

fn main() {}
