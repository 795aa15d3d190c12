use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip, as = "text")]
    lock: String,
}

fn main() {}
