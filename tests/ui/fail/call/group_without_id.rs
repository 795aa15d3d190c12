use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company {
    name: String,
}

fn main() {
    let company = Company {
        name: "Hooli".into(),
    };
    let _ = Identity::user("u").group(&company).build();
}
