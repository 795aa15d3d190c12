use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company<'a> {
    id: u64,
    web_site: &'a str,
}

fn main() {
    let company = Company {
        id: 7,
        web_site: "",
    };
    let _ = Identity::user("u").group(&company).build();
}
