use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip, rename = "seats", custom)]
    lock: String,
}

fn main() {}
