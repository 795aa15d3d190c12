use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename("employees"))]
    headcount: u32,
}

fn main() {}
