use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "adress.city")]
    town: String,
}

fn main() {}
