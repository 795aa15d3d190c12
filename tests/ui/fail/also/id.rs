use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(group_id, also = "id")]
    account: String,
    #[group(also(name = "id", custom))]
    parent: String,
    #[group(custom, also = "id", also = "ID")]
    old: u32,
}

fn main() {}
