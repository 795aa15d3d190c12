use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(as = "id")]
    parent: f64,
}

fn main() {}
