use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.city")]
    town: String,
    #[group(rename = "address.city")]
    place: String,
}

fn main() {}
