use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(null = "keep")]
struct Company {
    #[group(null)]
    name: Option<String>,
    #[group(null = "drop")]
    plan: Option<String>,
    #[group(null = send)]
    seats: Option<u32>,
}

fn main() {}
