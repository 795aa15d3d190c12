use group_core::GroupTraits;

struct Quota;

#[derive(GroupTraits)]
struct Company {
    quotas: Vec<Quota>,
}

fn main() {}
