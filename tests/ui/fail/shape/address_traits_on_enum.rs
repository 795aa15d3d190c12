use group_core::AddressTraits;

#[derive(AddressTraits)]
enum Office {
    Startup,
}

fn main() {}
