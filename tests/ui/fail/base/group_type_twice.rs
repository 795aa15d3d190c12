use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(group_type = "company")]
struct Company {
    seats: u8,
}

#[derive(GroupTraits)]
struct Tracked {
    #[group(rename = "groupType")]
    kind: String,
    #[group(base)]
    inner: Company,
}

fn main() {}
