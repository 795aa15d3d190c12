use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "seats" custom)]
    title: String,
}

fn main() {}
