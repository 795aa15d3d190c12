use group_core::{GroupTraits, Traits};

#[derive(GroupTraits)]
struct Company<T> {
    #[group(bogus)]
    name: T,
}

fn main() {
    let company = Company { name: "Hooli" };
    let _ = serde_json::to_string(&Traits(&company));
}
