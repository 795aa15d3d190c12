use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip_if = String::len)]
    name: String,
}

fn main() {}
