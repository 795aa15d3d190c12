use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "seats")]
    #[group(skip)]
    lock: String,
}

fn main() {}
