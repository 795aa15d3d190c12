use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    plan: Option<f64>,
}

fn main() {}
