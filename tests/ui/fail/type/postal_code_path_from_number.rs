use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.postalCode")]
    zip: u32,
}

fn main() {}
