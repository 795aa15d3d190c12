use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(min = 1 2)]
    a: u32,
    #[group(min = 5u32)]
    b: u32,
    #[group(max = 1.5f64)]
    c: f64,
    #[group(max = 1 + 1)]
    d: u32,
    #[group(max = 0x20_0000_0000_0001)]
    e: u64,
    // It is 16.
    #[group(min = 0x11, max = 0x10)]
    f: u32,
}

fn main() {}
