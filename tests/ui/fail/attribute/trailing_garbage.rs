use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "seats" + "left")]
    title: String,
}

fn main() {}
