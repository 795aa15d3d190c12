use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Place {
    #[group(rename = "address.state")]
    province: String,
}
#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.city")]
    town: String,
    #[group(flatten)]
    place: Place,
}

fn main() {}
