use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = length)]
    employees: u32,
}

fn length(of: &String) -> usize {
    of.len()
}

fn main() {}
