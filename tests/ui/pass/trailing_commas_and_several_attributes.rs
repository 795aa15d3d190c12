use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = "camelCase")]
#[group(group_type = "company")]
struct Company {
    #[group(rename = "employees")]
    #[group(skip_if = is_zero)]
    headcount: u32,
    #[group(r#as = "text")]
    tier: String,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

fn main() {}
