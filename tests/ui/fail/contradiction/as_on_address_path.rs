use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.city", as = "text")]
    town: String,
}

fn main() {}
