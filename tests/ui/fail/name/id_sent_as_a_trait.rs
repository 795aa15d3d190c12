use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "ID", custom)]
    other: u8,
    #[group(group_id, rename = "id")]
    key: u8,
}

fn main() {}
