use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Account {
    name: String,
    password_hash: String,
    #[group(rename = "stripeSecret")]
    stripe: String,
    password_changed_at: u64,
}

fn main() {}
