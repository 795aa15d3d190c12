use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    id: f64,
}

fn main() {}
