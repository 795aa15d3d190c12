use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.city")]
    town: u32,
}

fn main() {}
