use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    plan_tier: String,
    #[group(rename = "plan_tier")]
    tier: String,
}

fn main() {}
