use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip_if = String::is_empty)]
    id: String,
}

fn main() {}
