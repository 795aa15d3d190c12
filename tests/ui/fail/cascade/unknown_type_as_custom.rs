use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    quota: Quota,
}

fn main() {}
