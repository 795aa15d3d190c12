use group_core::GroupTraits;

#[derive(group_core::TextTrait)]
enum Plan {
    Custom(u32),
}

#[derive(GroupTraits)]
struct Company {
    plan: Plan,
}

fn main() {}
