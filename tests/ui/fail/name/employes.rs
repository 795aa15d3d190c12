use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    employes: u32,
}

fn main() {}
