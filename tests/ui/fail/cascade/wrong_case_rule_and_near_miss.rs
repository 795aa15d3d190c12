use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = "camel")]
struct Company {
    web_site: String,
    seats: u32,
}

fn main() {}
