use group_core::AddressTraits;

#[derive(AddressTraits)]
union Office {
    seats: u32,
}

fn main() {}
