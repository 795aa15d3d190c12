use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Inner {
    #[group(rename = "ID", custom)]
    other: u8,
}

#[derive(GroupTraits)]
struct Outer {
    #[group(group_id, rename = "id")]
    key: u8,
    #[group(flatten)]
    more: Inner,
}

#[derive(GroupTraits)]
struct Keyed {
    #[group(group_id, rename = "id")]
    key: u8,
}

#[derive(GroupTraits)]
struct Based {
    #[group(base)]
    base: Keyed,
    #[group(flatten)]
    more: Inner,
}

fn main() {}
