use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company {
    name: String,
}

fn main() {
    let company = Company {
        name: "Hooli".into(),
    };
    let user = Identity::user("u");
    assert!(user.group_with_id(7, &company).build().is_ok());
    assert!(user.group_with_id(7, &()).build().is_ok());
}
