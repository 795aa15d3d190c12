use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(also = "employees")]
    size: String,
    #[group(also = "createdAt")]
    founded: Vec<u8>,
}

fn main() {}
