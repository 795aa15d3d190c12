use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(flatten, skip_if = String::is_empty)]
    usage: (),
}

fn main() {}
