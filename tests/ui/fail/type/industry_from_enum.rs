use group_core::GroupTraits;

enum Industry {
    Software,
}

#[derive(GroupTraits)]
struct Company {
    industry: Industry,
}

fn main() {}
