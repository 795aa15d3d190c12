use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    #[group(pii = "Contact")]
    email: String,
    #[group(pii = " billing contact")]
    billing: String,
    #[group(pii = "contact\u{200b}")]
    phone: String,
}

fn main() {}
