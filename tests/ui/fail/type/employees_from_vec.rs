use group_core::GroupTraits;

struct Person;

#[derive(GroupTraits)]
struct Company {
    employees: Vec<Person>,
}

fn main() {}
