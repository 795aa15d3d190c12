use group_core::AddressTraits;

#[derive(AddressTraits)]
struct Office {
    #[group(skip_if = String::is_empty)]
    province: String,
}

fn main() {}
