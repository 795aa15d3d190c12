use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    employees: std::sync::Arc<std::time::Duration>,
}

fn main() {}
