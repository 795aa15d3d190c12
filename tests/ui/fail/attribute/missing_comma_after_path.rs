use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(map = String::len custom)]
    title: String,
}

fn main() {}
