use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company<T> {
    id: u64,
    web_site: String,
    tier: T,
}

fn main() {
    let company = Company {
        id: 7,
        web_site: String::new(),
        tier: 1,
    };
    let _ = Identity::user("u").group(&company).build();
}
