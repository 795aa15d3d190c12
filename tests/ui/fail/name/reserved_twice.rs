use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    employees: u32,
    #[group(rename = "employees")]
    headcount: u32,
}

fn main() {}
