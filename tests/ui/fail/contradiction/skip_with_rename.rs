use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip, rename = "seats")]
    lock: String,
}

fn main() {}
