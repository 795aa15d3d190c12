use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(rename = "planet")]
    world: String,
}

fn main() {}
