use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(flatten)]
    office: group_core::Address,
}

fn main() {}
