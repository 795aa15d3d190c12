use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(renam = "a", colour, skip = 1)]
    name: String,
}

fn main() {}
