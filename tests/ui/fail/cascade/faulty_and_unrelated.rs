use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    name: u32,
}

fn unrelated() -> u32 {
    "no number"
}

fn main() {}
