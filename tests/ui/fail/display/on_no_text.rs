use group_core::{Address, GroupTraits};

#[derive(GroupTraits)]
struct Company {
    #[group(display)]
    employees: u32,
    #[group(display)]
    created_at: String,
    #[group(display)]
    address: Address,
}

fn main() {}
