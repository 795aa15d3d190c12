use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(group_type = "\u{200b}")]
struct Company {
    name: String,
}

fn main() {}
