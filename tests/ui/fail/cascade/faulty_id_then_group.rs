use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company {
    #[group(group_id, as = "id")]
    tenant: u64,
}

fn main() {
    let company = Company { tenant: 7 };
    let _ = Identity::user("u").group(&company).build();
}
