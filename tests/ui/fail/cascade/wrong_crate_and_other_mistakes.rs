use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(crate = "no such crate")]
struct Company {
    name: u32,
    web_site: String,
}

fn main() {}
