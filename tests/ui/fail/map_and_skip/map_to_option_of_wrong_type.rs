use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = first)]
    employees: Vec<String>,
}

fn first(all: &Vec<String>) -> Option<String> {
    all.first().cloned()
}

fn main() {}
