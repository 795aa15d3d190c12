use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    employee_count: u32,
}

fn main() {}
