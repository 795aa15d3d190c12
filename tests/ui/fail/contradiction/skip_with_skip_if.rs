use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(skip, skip_if = String::is_empty)]
    lock: String,
}

fn main() {}
