use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    name: CompanyName,
    employees: u32,
}

fn main() {}
