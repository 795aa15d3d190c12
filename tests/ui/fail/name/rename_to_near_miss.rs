use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "employes")]
    headcount: u32,
}

fn main() {}
