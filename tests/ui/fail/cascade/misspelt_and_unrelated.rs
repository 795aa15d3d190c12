use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    web_site: String,
}

fn unrelated() -> u32 {
    "no number"
}

fn main() {}
