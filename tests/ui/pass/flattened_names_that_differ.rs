use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(group_type = "plant")]
struct Plant {
    id: u64,
    seats: u32,
}

#[derive(GroupTraits)]
#[group(group_type = "company")]
struct Company<'a> {
    id: &'a str,
    name: &'a str,
    #[group(flatten)]
    plant: Option<Plant>,
    #[group(flatten)]
    nothing: (),
}

fn main() {}
