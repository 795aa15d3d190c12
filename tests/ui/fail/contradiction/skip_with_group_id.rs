use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip, group_id)]
    lock: String,
}

fn main() {}
