use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(renam = "name")]
    title: String,
}

fn main() {}
