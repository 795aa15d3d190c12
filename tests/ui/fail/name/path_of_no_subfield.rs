use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(rename = "address.floor")]
    floor: u8,
    #[group(rename = "address.")]
    rest: u8,
    #[group(rename = "address.unit", custom)]
    unit: u8,
}

fn main() {}
