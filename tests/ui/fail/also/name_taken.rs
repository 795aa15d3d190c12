use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(also = "employees", also = "size", also = "size")]
    employees: u32,
    #[group(also = "tier")]
    plan: String,
    tier: String,
}

fn main() {}
