use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    employees: f64,
}

fn main() {}
