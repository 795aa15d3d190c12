use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename = "company")]
struct Company {
    name: String,
}

fn main() {}
