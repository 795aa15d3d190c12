use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip, custom)]
    lock: String,
}

fn main() {}
