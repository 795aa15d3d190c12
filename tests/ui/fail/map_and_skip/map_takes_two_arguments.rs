use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = add)]
    employees: u32,
}

fn add(a: &u32, b: &u32) -> u32 {
    a + b
}

fn main() {}
