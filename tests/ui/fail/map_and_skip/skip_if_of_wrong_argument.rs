use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip_if = is_empty)]
    employees: u32,
}

fn is_empty(of: &String) -> bool {
    of.is_empty()
}

fn main() {}
