use group_core::{GroupTraits, Traits};

#[derive(GroupTraits)]
struct Company {
    web_site: String,
}

fn main() {
    let company = Company {
        web_site: "hooli.xyz".into(),
    };
    let _ = serde_json::to_string(&Traits(&company));
}
