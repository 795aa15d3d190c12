use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(type = "company")]
struct Company {
    #[group(minimum = 1)]
    a: u32,
    #[group(max_length = 1)]
    b: String,
    #[group(min_length = 1)]
    c: String,
    #[group(regex = "^a")]
    d: String,
    #[group(pii_category = "contact")]
    e: String,
    #[group(required)]
    f: String,
    #[group(nullable)]
    g: String,
    #[group(secret)]
    h: String,
    #[group(type = "text")]
    i: String,
}

fn main() {}
