use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip_if = is_empty())]
    name: String,
}

fn main() {}
