use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip, map = str::len)]
    lock: String,
}

fn main() {}
