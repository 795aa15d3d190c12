use group_core::GroupTraits;

#[derive(serde::Serialize)]
struct Usage {
    seats: u32,
}

#[derive(GroupTraits)]
struct Company {
    #[group(flatten)]
    usage: Usage,
}

fn main() {}
