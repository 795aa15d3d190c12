use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.citty")]
    town: String,
}

fn main() {}
