use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    employees: Option<&'static str>,
}

fn main() {}
