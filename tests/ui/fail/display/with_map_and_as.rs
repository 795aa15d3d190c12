use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(display, map = String::len)]
    tags: String,
    #[group(as = "text", display)]
    score: u8,
    #[group(display, flatten)]
    more: u8,
}

fn main() {}
