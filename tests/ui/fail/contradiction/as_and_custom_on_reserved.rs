use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(as = "text", custom)]
    name: String,
}

fn main() {}
