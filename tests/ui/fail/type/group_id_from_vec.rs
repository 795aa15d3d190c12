use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(group_id)]
    tenant: Vec<u8>,
}

fn main() {}
