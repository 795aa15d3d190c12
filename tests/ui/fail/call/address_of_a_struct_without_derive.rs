use group_core::AddressTraits;

struct Office;

fn shown(_: impl AddressTraits) {}

fn main() {
    shown(Office);
}
