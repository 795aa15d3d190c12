use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Usage {
    seats: u32,
}

#[derive(GroupTraits)]
struct Company {
    web_site: String,
    #[group(flatten)]
    usage: Usage,
}

fn main() {}
