use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = Plan::name)]
    plan: Plan,
}
struct Plan;
impl Plan {
    fn name(self) -> &'static str {
        "basic"
    }
}

fn main() {}
