use group_core::GroupTraits;

type Headcount = Option<String>;

#[derive(GroupTraits)]
struct Company {
    employees: Headcount,
}

fn main() {}
