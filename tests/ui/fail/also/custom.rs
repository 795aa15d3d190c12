use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    // Of the field's own name only.
    #[group(custom, also = "password", also = "user_id")]
    channel: String,
}

fn main() {}
